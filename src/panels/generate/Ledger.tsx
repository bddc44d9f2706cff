import { memo } from 'react';
import type { LedgerRow } from '#math/samplingLedger.ts';
import { chooseInstead } from '#state/actions/write.ts';
import type { Writing, WrittenToken } from '#state/writing.ts';
import { formatCount, formatNumber } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { TokenLabel } from '#view/TokenLabel.tsx';
import { TurnButton } from '#view/TurnButton.tsx';
import type { PanelProps } from '../contract.ts';
import { formatProbability } from '../output/probability.ts';
import { labelOf, pieceAt } from './pieces.ts';

type LedgerProps = Pick<PanelProps, 'words' | 'widthPx'> & {
  writing: Writing | null;
  path: readonly WrittenToken[];
  at: number;
  onLook: (at: number) => void;
};

/** Rows that stand there without scrolling. */
const NARROW_PX = 500;
/** Room for the longest number that is written, such as −0.00647. */
const NUMBER_PX = 70;
const four = (x: number): string => x.toFixed(4);
/** A probability that is not 0 never reads as one. */
const chance = (p: number): string => (p > 0 && p < 0.00005 ? '<0.0001' : four(p));

/** Everything that decided about one token, from logit to the random number. */
export const Ledger = memo(function Ledger({ words, widthPx, writing, path, at, onLook }: LedgerProps) {
  const say = words.panels.generate;
  const token = path[at];
  if (!writing || !token) {
    return (
      <Part title={say.ledgerNone} widthPx={widthPx}>
        <p className="quiet">{say.ledgerHint}</p>
      </Part>
    );
  }
  const { ledger, id } = token;
  const name = (one: number): string => labelOf(writing.vocabulary, one);
  const drawn = ledger.rows.find((row) => row.id === ledger.id);
  const narrow = widthPx < NARROW_PX;
  const sentence =
    id === ledger.id
      ? say.draw(four(ledger.uniform), four(drawn?.from ?? 0), four((drawn?.from ?? 0) + (drawn?.probability ?? 0)), name(id))
      : say.overruled(four(ledger.uniform), name(ledger.id), name(id));
  return (
    <Part
      title={say.ledger(at, name(id))}
      widthPx={widthPx}
      note={say.ledgerNote}
      aside={
        <span className="generate__turn">
          <TurnButton to="before" label={say.earlier} disabled={at === 0} onTurn={() => onLook(at - 1)} />
          <TurnButton to="after" label={say.later} disabled={at >= path.length - 1} onTurn={() => onLook(at + 1)} />
        </span>
      }
    >
      <Strip rows={ledger.rows} uniform={ledger.uniform} label={say.strip} drawn={ledger.id} nameOf={name} />
      <p className="generate__draw">
        {sentence} <span className="quiet">{say.drawStep(formatCount(ledger.step))}</span>
      </p>
      <div className="generate__ledger">
        <table>
          <colgroup>
            <col style={{ width: 30 }} />
            <col />
            <col style={{ width: NUMBER_PX }} />
            {!narrow && <col style={{ width: NUMBER_PX }} />}
            <col style={{ width: 58 }} />
            <col style={{ width: 44 }} />
            <col style={{ width: 72 }} />
            {!narrow && <col style={{ width: 70 }} />}
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{say.columns.rank}</th>
              <th scope="col">{say.columns.token}</th>
              <th scope="col">{say.columns.logit}</th>
              {!narrow && <th scope="col">{say.columns.warm}</th>}
              <th scope="col">{say.columns.model}</th>
              <th scope="col">{say.columns.kept}</th>
              <th scope="col">{say.columns.probability}</th>
              {!narrow && <th scope="col">{say.columns.from}</th>}
            </tr>
          </thead>
          <tbody>
            {ledger.rows.map((row) => (
              <tr key={row.id} className={rowClass(row, id)}>
                <td className="quiet">{row.rank}</td>
                <td>
                  <button
                    type="button"
                    aria-pressed={row.id === id}
                    aria-label={row.id === id ? `${name(row.id)}: ${say.taken}` : say.take(name(row.id))}
                    title={row.id === id ? say.taken : say.take(name(row.id))}
                    onClick={() => chooseInstead(at, row.id)}
                  >
                    <TokenLabel piece={pieceAt(writing.vocabulary, row.id)} />
                  </button>
                </td>
                <td>{formatNumber(row.logit)}</td>
                {!narrow && <td>{Number.isFinite(row.warm) ? formatNumber(row.warm) : '–'}</td>}
                <td>{formatProbability(row.model)}</td>
                <td className={row.kept === 'kept' ? undefined : 'quiet'}>{say.kept[row.kept]}</td>
                <td className="generate__chance">
                  <span aria-hidden="true" style={{ width: `${100 * row.probability}%` }} />
                  {row.kept === 'kept' ? chance(row.probability) : '0'}
                </td>
                {!narrow && <td className="quiet">{row.kept === 'kept' ? four(row.from) : ''}</td>}
              </tr>
            ))}
            {ledger.rest.count > 0 && (
              <tr className="generate__rest">
                <td>…</td>
                <td colSpan={narrow ? 2 : 3}>{say.rest(formatCount(ledger.rest.count), formatCount(ledger.rest.kept))}</td>
                <td>{formatProbability(ledger.rest.model)}</td>
                <td>–</td>
                <td>{ledger.rest.kept > 0 ? chance(ledger.rest.probability) : '0'}</td>
                {!narrow && <td>–</td>}
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </Part>
  );
});

function rowClass(row: LedgerRow, chosen: number): string | undefined {
  if (row.id === chosen) return 'generate__row--on';
  return row.kept === 'kept' ? undefined : 'generate__row--cut';
}

type StripProps = { rows: readonly LedgerRow[]; uniform: number; drawn: number; label: string; nameOf: (id: number) => string };

/** The kept candidates side by side, each as wide as it is likely, and a needle where the random number fell. */
function Strip({ rows, uniform, drawn, label, nameOf }: StripProps) {
  const kept = rows.filter((row) => row.kept === 'kept' && row.probability > 0);
  return (
    <figure className="generate__strip">
      <figcaption className="unseen">{`${label}: ${four(uniform)}`}</figcaption>
      <span className="generate__shares">
        {kept.map((row) => (
          <span
            key={row.id}
            className={row.id === drawn ? 'generate__share generate__share--on' : 'generate__share'}
            style={{ left: `${100 * row.from}%`, width: `${100 * row.probability}%` }}
            title={`${nameOf(row.id)} ${four(row.probability)}`}
          >
            {row.probability > 0.05 && <span dir="auto">{nameOf(row.id)}</span>}
          </span>
        ))}
      </span>
      <span className="generate__needle" style={{ left: `${100 * uniform}%` }} />
    </figure>
  );
}
