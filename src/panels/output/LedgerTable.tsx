import { memo, useMemo } from 'react';
import { perplexity } from '#math/entropy.ts';
import { formatCount, formatNumber } from '#view/format.ts';
import { TokenLabel } from '#view/TokenLabel.tsx';
import type { PanelProps } from '../contract.ts';
import { pieceName, pieceOf } from '../pieceOf.ts';
import { lossOf, makeLedger } from './ledger.ts';
import type { LedgerRow } from './ledger.ts';
import { formatProbability } from './probability.ts';

type LedgerTableProps = Pick<
  PanelProps,
  'sampling' | 'text' | 'config' | 'selection' | 'select' | 'hover' | 'words' | 'widthPx'
> & {
  /** [V], finite. */
  logits: Float32Array;
  /** Where the logits stand. */
  position: number;
  /** The id that stands in the text, where it is known. */
  actual: number | null;
  /** Whether the probed text ends here. */
  isEnd: boolean;
};

const TOP = 14;
/** Below this width the bars and logit ÷ T are left out. */
const NARROW_PX = 430;
/** Room for the longest number that is written, such as −0.00647. */
const NUMBER_PX = 70;

/** Logits ÷ T → softmax → top-k → top-p → what is drawn, row by row, with the mass of all that has no row. */
export const LedgerTable = memo(function LedgerTable(props: LedgerTableProps) {
  const { logits, position, actual, isEnd, sampling, text, config, selection, select, hover, words, widthPx } = props;
  const logitOf = (token: number) => ({ name: 'unembed.hook_out', index: [position, token] });
  const { temperature, top_k, top_p } = sampling;
  const say = words.panels.output;
  const ledger = useMemo(
    () => makeLedger(logits, { temperature, top_k, top_p }, TOP, actual),
    [logits, temperature, top_k, top_p, actual],
  );
  const { rows, tail } = ledger;
  const greedy = temperature <= 0;
  const narrow = widthPx < NARROW_PX;
  const most = Math.max(tail.before, tail.after, ...rows.map((row) => Math.max(row.before, row.after)));
  const shares = rows.reduce((sum, row) => ({ before: sum.before + row.before, after: sum.after + row.after }), {
    before: tail.before,
    after: tail.after,
  });
  const sentence = (row: LedgerRow): string =>
    say.row(
      String(row.rank),
      pieceName(text, row.id),
      formatNumber(row.logit),
      formatProbability(row.before),
      row.kept ? say.yes : say.cut,
      formatProbability(row.after),
    );
  return (
    <>
      <p className="quiet output__settings">
        {greedy
          ? say.greedy
          : say.settings(temperature.toFixed(2), top_k > 0 ? String(top_k) : say.all, top_p < 1 ? top_p.toFixed(2) : say.all)}
      </p>
      <div className="output__ledger-box">
        <table className="output__ledger">
          <colgroup>
            <col style={{ width: 26 }} />
            <col />
            <col style={{ width: NUMBER_PX }} />
            {!narrow && <col style={{ width: NUMBER_PX }} />}
            <col style={{ width: 56 }} />
            {!narrow && <col style={{ width: '14%' }} />}
            <col style={{ width: 50 }} />
            <col style={{ width: 66 }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{say.rank}</th>
              <th scope="col">{say.token}</th>
              <th scope="col">{say.logit}</th>
              {!narrow && <th scope="col">{say.warm}</th>}
              <th scope="col">{say.before}</th>
              <th scope="col" colSpan={narrow ? 1 : 2}>
                {say.kept}
              </th>
              <th scope="col">{say.after}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr
                key={row.id}
                className={rowClass(row, actual, selection.token)}
                onPointerEnter={() => hover({ token: row.id, cell: logitOf(row.id) })}
                onPointerLeave={() => hover(null)}
              >
                <td className="quiet">{row.rank}</td>
                <td>
                  <button
                    type="button"
                    aria-label={sentence(row)}
                    aria-pressed={row.id === selection.token}
                    onClick={() => select({ token: row.id })}
                  >
                    <TokenLabel piece={pieceOf(text, row.id)} />
                    <span className="output__id">{row.id}</span>
                    {row.id === actual && (
                      <span className="output__actual" title={say.actual}>
                        ◂
                      </span>
                    )}
                  </button>
                </td>
                <td>
                  <button
                    type="button"
                    className="output__number"
                    aria-label={say.openLogit(pieceName(text, row.id), formatNumber(row.logit))}
                    onClick={() => select({ position, token: row.id, cell: logitOf(row.id) })}
                  >
                    {formatNumber(row.logit)}
                  </button>
                </td>
                {!narrow && <td>{greedy ? '–' : formatNumber(row.warm)}</td>}
                <td>{formatProbability(row.before)}</td>
                {!narrow && (
                  <td>
                    <TwoBars before={row.before / most} after={row.after / most} />
                  </td>
                )}
                <td className={row.kept ? undefined : 'quiet'}>{row.kept ? '✓' : say.cut}</td>
                <td>{formatProbability(row.after)}</td>
              </tr>
            ))}
            {tail.count > 0 && (
              <tr className="output__tail">
                <td>…</td>
                <td colSpan={narrow ? 2 : 3}>{say.tail(formatCount(tail.count))}</td>
                <td>{formatProbability(tail.before)}</td>
                {!narrow && (
                  <td>
                    <TwoBars before={tail.before / most} after={tail.after / most} />
                  </td>
                )}
                <td className="quiet">{tail.kept > 0 ? say.tailKept(formatCount(tail.kept)) : say.cut}</td>
                <td>{formatProbability(tail.after)}</td>
              </tr>
            )}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={narrow ? 3 : 4}>{say.sum}</td>
              <td>{formatProbability(shares.before)}</td>
              <td colSpan={narrow ? 2 : 3}>{formatProbability(shares.after)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <ActualLine logits={logits} actual={actual} isEnd={isEnd} text={text} config={config} words={words} />
      <p className="part__note">
        {say.entropy(
          formatNumber(ledger.entropyBefore),
          formatNumber(perplexity(ledger.entropyBefore)),
          formatNumber(ledger.entropyAfter),
          formatNumber(perplexity(ledger.entropyAfter)),
        )}
      </p>
    </>
  );
});

function ActualLine({
  logits,
  actual,
  isEnd,
  text,
  config,
  words,
}: Pick<LedgerTableProps, 'logits' | 'actual' | 'isEnd' | 'text' | 'config' | 'words'>) {
  const say = words.panels.output;
  if (actual === null) return <p className="part__note">{isEnd ? say.noActual : say.notAsked}</p>;
  const nats = lossOf(logits, actual);
  const line = config.objective === 'masked' ? say.actualMasked : say.actualLine;
  return (
    <p className="part__note">
      <span className="output__actual" aria-hidden="true">
        ◂{' '}
      </span>
      {line(pieceName(text, actual), formatProbability(Math.exp(-nats)), formatNumber(nats))}
    </p>
  );
}

/** p before the filters (light) and after them (full). */
function TwoBars({ before, after }: { before: number; after: number }) {
  return (
    <span className="output__two" aria-hidden="true">
      <span style={{ width: `${100 * before}%` }} />
      <span style={{ width: `${100 * after}%` }} />
    </span>
  );
}

function rowClass(row: LedgerRow, actual: number | null, token: number | null): string {
  const classes = [
    row.kept ? '' : 'output__row--cut',
    row.id === actual ? 'output__row--actual' : '',
    row.id === token ? 'output__row--on' : '',
  ];
  return classes.filter((one) => one !== '').join(' ');
}
