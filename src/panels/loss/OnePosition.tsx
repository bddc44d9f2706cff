import { memo, useMemo } from 'react';
import { formatCount, formatNumber } from '#view/format.ts';
import { Formula } from '#view/Formula.tsx';
import { Part } from '#view/Part.tsx';
import { TokenLabel } from '#view/TokenLabel.tsx';
import type { PanelProps } from '../contract.ts';
import { pieceName, pieceOf } from '../pieceOf.ts';
import { texNumber } from '../worksheet/tex.ts';
import { positionLoss } from './measures.ts';
import type { GradientRow, PositionLoss } from './measures.ts';

type OnePositionProps = Pick<PanelProps, 'text' | 'config' | 'tokens' | 'select' | 'words' | 'wide' | 'widthPx'> & {
  /** [V] */
  logits: Float32Array;
  position: number;
  /** The id that comes there. */
  target: number;
  /** Positions of the stretch that are scored. */
  scored: number;
};

const ROWS = 6;
const WIDE_ROWS = 10;
/** Below this width there is no room for a bar beside each slope. */
const NARROW_PX = 440;

/** One position's loss: the target beside what the model gave, −ln p with its numbers, and the slope that training follows. */
export const OnePosition = memo(function OnePosition(props: OnePositionProps) {
  const { logits, position, target, scored, text, config, tokens, select, words, wide, widthPx } = props;
  const say = words.panels.loss;
  const found = useMemo(() => positionLoss(logits, target, wide ? WIDE_ROWS : ROWS), [logits, target, wide]);
  const here = tokens[position]?.id ?? 0;
  const [piece, wanted] = [pieceName(text, here), pieceName(text, target)];
  const masked = config.objective === 'masked';
  // A sequence of bare ids is shown as it came, so nothing of it is hidden.
  const isSeen = masked && here === target;
  return (
    <Part
      title={masked ? say.oneMasked(position, wanted) : say.one(position, piece, wanted)}
      widthPx={widthPx}
      note={isSeen ? `${say.oneNote(scored)}${words.view.gap}${say.oneMaskedNote}` : say.oneNote(scored)}
    >
      {lossTex(position, found).map((tex) => (
        <Formula key={tex} tex={tex} />
      ))}
      <table className={widthPx < NARROW_PX ? 'loss__rows loss__rows--narrow' : 'loss__rows'}>
        <thead>
          <tr>
            {(['token', 'logit', 'target', 'p', 'slope'] as const).map((column) => (
              <th key={column} scope="col" className={`loss__${column}`}>
                {say.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {found.rows.map((row) => (
            <Row key={row.id} row={row} text={text} words={words} position={position} select={select} />
          ))}
          {found.rest.count > 0 && (
            <tr className="loss__rest">
              <td>{say.rest(formatCount(found.rest.count))}</td>
              <td className="loss__logit">…</td>
              <td className="loss__target">0</td>
              <td className="loss__p">
                <Amounts target={0} p={found.rest.p} />
                {formatNumber(found.rest.p)}
              </td>
              <td className="loss__slope">
                <Slope value={found.rest.p} />
                {formatNumber(found.rest.p)}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </Part>
  );
});

/** −ln p with the numbers of this position, first as a probability, then as the logits it comes from. */
function lossTex(position: number, { p, nats, logSum, logit }: PositionLoss): [string, string] {
  const z = logit < 0 ? `(${texNumber(logit)})` : texNumber(logit);
  return [
    String.raw`L_{${position}}=-\ln p_y=-\ln ${texNumber(p)}=${texNumber(nats)}`,
    String.raw`\phantom{L_{${position}}}=\ln{\textstyle\sum_j} e^{z_j}-z_y=${texNumber(logSum)}-${z}=${texNumber(nats)}`,
  ];
}

type RowProps = Pick<PanelProps, 'text' | 'words' | 'select'> & { row: GradientRow; position: number };

function Row({ row: { id, logit, target, p, slope }, text, words, position, select }: RowProps) {
  const say = words.panels.loss;
  const cell = (name: string): void => select({ position, token: id, cell: { name, index: [position, id] } });
  return (
    <tr className={target === 1 ? 'loss__row--target' : undefined}>
      <td>
        <button type="button" onClick={() => select({ token: id })}>
          <TokenLabel piece={pieceOf(text, id)} />
        </button>
      </td>
      <td className="loss__logit">
        <button type="button" onClick={() => cell('unembed.hook_out')}>
          {formatNumber(logit)}
        </button>
      </td>
      <td className="loss__target">{target}</td>
      <td className="loss__p">
        <Amounts target={target} p={p} />
        {formatNumber(p)}
      </td>
      <td className="loss__slope">
        <Slope value={slope} />
        <button
          type="button"
          aria-label={say.row(pieceName(text, id), formatNumber(slope))}
          onClick={() => cell('grad.unembed.hook_out')}
        >
          {formatNumber(slope)}
        </button>
      </td>
    </tr>
  );
}

/** The target as an outline, the probability as what of it is filled. */
function Amounts({ target, p }: { target: 0 | 1; p: number }) {
  return (
    <span className={target === 1 ? 'loss__amount loss__amount--target' : 'loss__amount'} aria-hidden="true">
      <span style={{ width: `${100 * p}%` }} />
    </span>
  );
}

/** From −1 to 1 around a true zero. */
function Slope({ value }: { value: number }) {
  const width = 50 * Math.min(1, Math.abs(value));
  return (
    <span className="loss__push" aria-hidden="true">
      <span
        className={value < 0 ? 'loss__up' : 'loss__down'}
        style={{ width: `${width}%`, left: value < 0 ? `${50 - width}%` : '50%' }}
      />
    </span>
  );
}
