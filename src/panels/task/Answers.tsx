import type { TaskReport } from '#lexicon/messages.ts';
import type { Words } from '#lexicon/words/en.ts';
import { formatCount, formatNumber, formatShare } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import type { PanelProps } from '../contract.ts';
import { ownMeasure } from './ScoreChart.tsx';

const ROWS = 8;

/** The figures of an examination, the measure of the field first. */
function Scores({ report, words }: { report: TaskReport; words: Words }) {
  const say = words.panels.task;
  const own = ownMeasure(report.scores);
  const rest = own === 'accuracy' || own === 'exactMatch' ? (['perplexity'] as const) : (['exactMatch', 'perplexity'] as const);
  return (
    <dl className="task__scores">
      {[own, ...rest].map((measure) => {
        const value = report.scores[measure] ?? Number.NaN;
        return (
          <div key={measure} title={say.measureHelp[measure]}>
            <dt>{say.measures[measure]}</dt>
            <dd>{measure === 'perplexity' ? formatNumber(value) : formatShare(value)}</dd>
          </div>
        );
      })}
    </dl>
  );
}

function Table({ report, words, rows }: { report: TaskReport; words: Words; rows: number }) {
  const say = words.panels.task;
  return (
    <table className="task__table task__answers">
      <thead>
        <tr>
          <th scope="col">{say.prompt}</th>
          <th scope="col">{say.expected}</th>
          <th scope="col">{say.written}</th>
        </tr>
      </thead>
      <tbody>
        {report.answers.slice(0, rows).map(({ prompt, expected, got, right }) => (
          <tr key={prompt} dir="auto">
            <td className="quiet">{prompt}</td>
            <td>{expected}</td>
            <td className={right ? 'task__right' : 'task__wrong'}>
              {got === '' ? say.empty : got}
              <span className="unseen">{right ? say.right : say.wrong}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Examples that the model never saw, with what it writes for them, and the score. */
export function Answers({ exam, words, wide, widthPx }: Pick<PanelProps, 'exam' | 'words' | 'wide' | 'widthPx'>) {
  const say = words.panels.task;
  const { report, busy, ask, stop } = exam;
  const shown = formatCount(report?.answers.length ?? 0);
  const step = formatCount(report?.step ?? 0);
  return (
    <Part
      title={report?.heldOut === 0 ? say.answersSeen : say.answers}
      widthPx={widthPx}
      aside={
        <button type="button" className="button task__ask" onClick={busy ? stop : ask}>
          {busy ? say.stop : say.ask}
        </button>
      }
    >
      {report ? (
        <>
          <Scores report={report} words={words} />
          <p className="quiet task__count">
            {report.heldOut === 0 ? say.countSeen(shown, step) : say.count(shown, formatCount(report.heldOut), step)}
          </p>
          <Table report={report} words={words} rows={wide ? report.answers.length : ROWS} />
        </>
      ) : (
        <p className="quiet">{say.none}</p>
      )}
    </Part>
  );
}
