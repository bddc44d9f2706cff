import { compareTuned } from '#state/actions/talk.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectRun } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { useTalk } from '#state/talk.ts';
import { Bars } from '#view/Bars.tsx';
import { Part } from '#view/Part.tsx';
import { formatCount } from '#view/format.ts';
import type { PanelProps } from '../contract.ts';
import type { ChatWords } from './words.ts';

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
/** Vectors move with their matrices; shown are the matrices, and the embeddings. */
const isMatrix = (name: string): boolean => name.endsWith('.weight') && !/\.?ln_/.test(name);

/** What fine-tuning has changed: how far each weight matrix has moved, and the answers before and after. */
export function Changed({ say, widthPx }: PanelProps & { say: ChatWords }) {
  const run = useStore(selectRun);
  const { report, comparing } = useTalk();
  const shown = report !== null && report.runId === run?.runId ? report.report : null;
  const button = run?.tuned && (
    <button type="button" className="button button--bare" disabled={comparing} onClick={() => void attempt(compareTuned())}>
      {comparing ? say.comparing : say.compare}
    </button>
  );
  if (!shown)
    return (
      <Part title={say.changed} aside={button} widthPx={widthPx}>
        <p className="chat__help">{say.untuned}</p>
      </Part>
    );
  const rows = shown.changes
    .filter(({ name }) => isMatrix(name))
    .map(({ name, share }) => ({
      key: name,
      label: name.replace(/\.weight$/, ''),
      name,
      value: share,
      display: percent(share),
    }));
  return (
    <Part title={say.changed} aside={button} note={say.changedNote(formatCount(shown.step))} widthPx={widthPx}>
      <Bars rows={rows} colour="--resid" label={say.changed} labelPx={110} valuePx={58} />
      <table className="chat__answers">
        <thead>
          <tr>
            <th scope="col">{say.prompt}</th>
            <th scope="col">{say.before}</th>
            <th scope="col">{say.after}</th>
          </tr>
        </thead>
        <tbody>
          {shown.answers.map(({ prompt, before, after }, at) => (
            <tr key={at}>
              <td dir="auto">{prompt}</td>
              <td dir="auto">{before.trim() || say.nothing}</td>
              <td dir="auto">{after.trim() || say.nothing}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}
