import { useId, useState } from 'react';
import type { TaskId } from '#lexicon/config.ts';
import { parseTalks } from '#lexicon/turns.ts';
import { tunableParts } from '#lexicon/tuning.ts';
import { fineTuneAndTrain } from '#state/actions/talk.ts';
import { attempt } from '#state/actions/toasts.ts';
import { Choice, Segments } from '#view/Choice.tsx';
import { Part } from '#view/Part.tsx';
import { Slider } from '#view/Slider.tsx';
import { formatCount, formatNumber } from '#view/format.ts';
import type { PanelProps } from '../contract.ts';
import type { ChatWords } from './words.ts';

const SOURCES = ['dialogue', 'talks', 'story'] as const satisfies readonly TaskId[];
type Source = (typeof SOURCES)[number];
const REACHES = ['all', 'upper', 'last'] as const;
type Reach = (typeof REACHES)[number];

const RATES = [1e-4, 2e-4, 3e-4, 5e-4, 1e-3, 2e-3, 3e-3, 5e-3, 1e-2, 2e-2];
const STEPS = [20, 50, 100, 200, 300, 500, 1000, 2000];
/** The largest text that is typed or pasted here. */
const LONGEST = 2_000_000;

/** What stays as it is when only so much of a model learns: its parts from the bottom up. */
export function frozenFor(reach: Reach, parts: readonly string[], layers: number): string[] {
  if (reach === 'all') return [];
  const first = reach === 'last' ? layers - 1 : Math.floor(layers / 2);
  return parts.filter((part) => {
    const [, layer] = /^h\.(\d+)$/.exec(part) ?? [];
    return layer === undefined ? part === 'wte' || part === 'wpe' : Number(layer) < first;
  });
}

/** What a trained model goes on to learn, which parts of it, how fast and how long. */
export function FineTune({ say, config, language, widthPx }: PanelProps & { say: ChatWords }) {
  const [source, setSource] = useState<Source>('dialogue');
  const [texts, setTexts] = useState<Record<'talks' | 'story', string>>({ talks: '', story: '' });
  const [reach, setReach] = useState<Reach>('all');
  const [rate, setRate] = useState<number | null>(null);
  const [steps, setSteps] = useState(300);
  const help = useId();
  const parts = tunableParts(config);
  const frozen = frozenFor(reach, parts, config.n_layers);
  const learning_rate = rate ?? Math.min(1, config.learning_rate / (source === 'story' ? 3 : 1));
  const pasted = source === 'dialogue' ? null : texts[source];
  const { talks, stray } = parseTalks(source === 'talks' ? texts.talks : '', language);
  const replies = talks.reduce((sum, turns) => sum + turns.length, 0);
  const ready = source === 'dialogue' || (source === 'talks' ? replies > 0 : texts.story.trim() !== '');
  const start = (): void =>
    void attempt(fineTuneAndTrain({ text: pasted, task: source, task_language: language, frozen, learning_rate }, steps));
  return (
    <Part title={say.tune} note={say.tuneNote} widthPx={widthPx}>
      <div className="chat__field">
        <span>{say.on}</span>
        <Choice
          label={say.on}
          describedBy={help}
          options={SOURCES.map((value) => ({ value, name: say.sources[value] }))}
          value={source}
          onChange={setSource}
        />
      </div>
      <p id={help} className="chat__help">
        {say.sourceNotes[source]}
      </p>
      {source !== 'dialogue' && (
        <textarea
          className="chat__paste"
          rows={5}
          dir="auto"
          spellCheck={false}
          maxLength={LONGEST}
          aria-label={source === 'talks' ? say.talksLabel : say.storyLabel}
          value={texts[source]}
          onChange={(event) => setTexts({ ...texts, [source]: event.target.value })}
        />
      )}
      {source === 'talks' && texts.talks.trim() !== '' && (
        <p className="chat__help">
          {say.found(formatCount(talks.length), formatCount(replies))}
          {stray[0] !== undefined && ` ${say.stray(stray[0].slice(0, 40))}`}
        </p>
      )}
      <div className="chat__field">
        <span>{say.learns}</span>
        <Segments
          label={say.learns}
          options={REACHES.map((value) => ({ value, name: say.parts[value] }))}
          value={reach}
          onChange={setReach}
        />
      </div>
      {frozen.length > 0 && <p className="chat__help">{say.frozen(frozen.join(', '))}</p>}
      <div className="chat__slider">
        <span>{say.rate}</span>
        <Slider
          label={say.rate}
          stops={RATES.includes(learning_rate) ? RATES : [...RATES, learning_rate].toSorted((a, b) => a - b)}
          value={learning_rate}
          format={formatNumber}
          onCommit={setRate}
        />
      </div>
      <div className="chat__slider">
        <span>{say.steps}</span>
        <Slider label={say.steps} stops={STEPS} value={steps} format={formatCount} onCommit={setSteps} />
      </div>
      <button type="button" className="button button--main chat__start" disabled={!ready} onClick={start}>
        {say.start}
      </button>
    </Part>
  );
}
