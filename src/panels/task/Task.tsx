import { exampleTokens, stretchTokens } from '#lexicon/examples.ts';
import { ExampleLine } from '#view/ExampleLine.tsx';
import { Part } from '#view/Part.tsx';
import type { Panel, PanelProps } from '../contract.ts';
import { Answers } from './Answers.tsx';
import { Gaps } from './Gaps.tsx';
import { ScoreChart } from './ScoreChart.tsx';
import './task.css';

/** Training examples that are written out; wide: more. */
const SHOWN = 4;
const SHOWN_WIDE = 10;
const GAP_PX = 28;
/** From this width on the examples stand beside the answers. */
const BESIDE_PX = 820;

/** What the model learns from, with the places where the loss counts; for a task also what it answers, and how well. */
function Body(props: PanelProps) {
  const { text, tokens, targets, words, config, wide, widthPx } = props;
  const say = words.panels.task;
  if (!text || text.ids.length === 0) return <p className="quiet">{words.view.noData}</p>;
  const beside = widthPx >= BESIDE_PX;
  const leftPx = beside ? Math.floor((widthPx - GAP_PX) * 0.42) : widthPx;
  const rightPx = beside ? widthPx - GAP_PX - leftPx : widthPx;
  if (text.examples) {
    const count = Math.min(wide ? SHOWN_WIDE : SHOWN, text.examples.train);
    return (
      <div className="parts task">
        <div className="task__column">
          <Part title={say.examples} note={say.examplesNote} widthPx={leftPx}>
            <ul className="task__examples">
              {Array.from({ length: count }, (_, example) => (
                <li key={example}>
                  <ExampleLine tokens={exampleTokens(text, example)} scoredLabel={say.scored} />
                </li>
              ))}
            </ul>
          </Part>
          <ScoreChart {...props} widthPx={leftPx} />
        </div>
        <Answers {...props} widthPx={rightPx} />
      </div>
    );
  }
  const ids = tokens.map(({ id }) => id);
  const masked = config.objective === 'masked';
  const line = <ExampleLine tokens={stretchTokens(text, ids, masked ? targets : null)} scoredLabel={say.scored} />;
  if (!masked || targets === null)
    return (
      <Part title={say.stretch} note={say.stretchNote} widthPx={Math.min(widthPx, 720)}>
        {line}
      </Part>
    );
  return (
    <div className="parts task">
      <Part title={say.gaps} note={say.gapsNote} widthPx={leftPx}>
        {line}
      </Part>
      <Gaps {...props} targets={targets} widthPx={rightPx} />
    </div>
  );
}

export const task = { id: 'task', names: () => ['unembed.hook_out', 'probe.loss'], Body } satisfies Panel;
