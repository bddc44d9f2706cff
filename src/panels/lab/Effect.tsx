import { Bars } from '#view/Bars.tsx';
import { formatNumber, formatShare } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { TokenLabel } from '#view/TokenLabel.tsx';
import type { PanelProps } from '../contract.ts';
import { pieceAlone, pieceName, pieceOf } from '../pieceOf.ts';
import type { Outcome } from './useOutcome.ts';

type EffectProps = Pick<PanelProps, 'tokens' | 'text' | 'config' | 'words' | 'widthPx'> & { outcome: Outcome };

/** What the changes in force make of the probed tokens: their loss, and what is expected at one position. */
export function Effect({ outcome, tokens, text, config, words, widthPx }: EffectProps) {
  const say = words.panels.lab;
  const { position, changed, known } = outcome;
  if (!changed || !known) {
    return (
      <Part title={say.effect} widthPx={widthPx}>
        <p className="quiet lab__why">{changed ? words.view.noData : say.effectNone}</p>
      </Part>
    );
  }
  const { before, after, rows } = known;
  const masked = config.objective === 'masked';
  const title = masked ? say.effectAtMasked(position) : say.effectAt(position, pieceName(text, tokens[position]?.id ?? 0));
  return (
    <Part title={say.effect} widthPx={widthPx}>
      <p>{say.effectLoss(formatNumber(before), formatNumber(after), formatNumber(after - before))}</p>
      <p className="quiet lab__title">{title}</p>
      <Bars
        colour="--pred"
        max={1}
        label={title}
        labelPx={72}
        valuePx={108}
        rows={rows.map((row) => ({
          key: row.id,
          label: <TokenLabel piece={pieceAlone(pieceOf(text, row.id))} />,
          name: say.effectRow(pieceName(text, row.id), formatShare(row.before), formatShare(row.after)),
          value: row.after,
          before: row.before,
          display: `${formatShare(row.before)} → ${formatShare(row.after)}`,
        }))}
      />
    </Part>
  );
}
