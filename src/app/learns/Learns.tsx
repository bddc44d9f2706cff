import { useMemo } from 'react';
import { exampleTokens, stretchTokens } from '#lexicon/examples.ts';
import type { TaskId } from '#lexicon/config.ts';
import { configure } from '#state/actions/setting.ts';
import { attempt } from '#state/actions/toasts.ts';
import { currentFrame } from '#state/frame.ts';
import {
  selectCatalogue,
  selectConfig,
  selectFrameVersion,
  selectLanguage,
  selectPhase,
  selectText,
  useWords,
} from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { Choice, Segments } from '#view/Choice.tsx';
import { ExampleLine } from '#view/ExampleLine.tsx';
import './Learns.css';

type Kind = 'next' | 'hidden' | 'tasks';
/** The task to begin with. */
const FIRST_TASK: TaskId = 'questions';
/** Tokens of the text that are shown as an example. */
const SHOWN = 14;

/** The beginning of what the model looks at, with the gaps of a masked one. */
function useStretch() {
  const version = useStore(selectFrameVersion);
  const text = useStore(selectText);
  const { objective } = useStore(selectConfig);
  const frame = version >= 0 ? currentFrame.current() : null;
  const [ids, targets] = [frame?.ids, frame?.targets];
  return useMemo(() => {
    if (!text || !ids) return [];
    const masked = objective === 'masked';
    return stretchTokens(text, ids.subarray(0, SHOWN), masked && targets ? targets.subarray(0, SHOWN) : null);
  }, [text, ids, targets, objective]);
}

/** An example of the data as the model sees it, with what the loss counts. */
function ExampleOf({ kind }: { kind: Kind }) {
  const words = useWords().learns;
  const text = useStore(selectText);
  const stretch = useStretch();
  const phase = useStore(selectPhase);
  const example = useMemo(() => (text?.examples ? exampleTokens(text, 0) : null), [text]);
  const tokens = example ?? stretch;
  const comes = phase === 'starting' || (text !== null && text.ids.length > 0);
  if (tokens.length === 0) return comes ? <div className="learns__coming" /> : null;
  return (
    <>
      <ExampleLine tokens={tokens} scoredLabel={words.scored} />
      <p className="learns__note">{kind === 'hidden' ? words.countsGaps : words.counts}</p>
    </>
  );
}

/** What the model learns: the next word, hidden words, or exercises written as text. The story and the settings stay. */
export function Learns() {
  const words = useWords();
  const { task, objective } = useStore(selectConfig);
  const language = useStore(selectLanguage);
  const catalogue = useStore(selectCatalogue);
  const phase = useStore(selectPhase);
  const kind: Kind = task !== 'story' ? 'tasks' : objective === 'masked' ? 'hidden' : 'next';
  const say = words.learns;
  const learn = (next: TaskId, masked = false): void =>
    void attempt(configure({ task: next, task_language: language, objective: masked ? 'masked' : 'causal' }));
  const choose = (next: Kind): void => learn(next === 'tasks' ? FIRST_TASK : 'story', next === 'hidden');
  const names = words.fields.names.task.options ?? {};
  return (
    <section aria-labelledby="learns-title" className="learns" inert={phase !== 'ready'}>
      <h2 className="heading" id="learns-title">
        {say.title}
        <span className="heading__note">{words.fields.effects.rebuilds}</span>
      </h2>
      <div title={say.kindsHelp}>
        <Segments
          label={say.title}
          options={(['next', 'hidden', 'tasks'] as const).map((value) => ({ value, name: say.kinds[value] }))}
          value={kind}
          onChange={choose}
        />
      </div>
      {task !== 'story' && (
        <>
          <div className="learns__task">
            <span className="settings__name">{say.task}</span>
            <Choice
              label={say.task}
              options={(catalogue?.tasks ?? []).map(({ id }) => ({ value: id, name: names[id] ?? id }))}
              value={task}
              onChange={(chosen) => learn(chosen)}
            />
          </div>
          <p className="learns__note">{say.tasks[task]}</p>
        </>
      )}
      <ExampleOf kind={kind} />
    </section>
  );
}
