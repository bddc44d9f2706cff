import { useMemo } from 'react';
import { largest } from '#math/statistics.ts';
import { Bars } from '#view/Bars.tsx';
import { Part } from '#view/Part.tsx';
import { TokenLabel } from '#view/TokenLabel.tsx';
import { formatShare } from '#view/format.ts';
import { pieceLabel } from '#view/pieceLabel.ts';
import type { PanelProps } from '../contract.ts';

type RankedProps = Pick<PanelProps, 'tokens' | 'words'> & {
  title: string;
  /** A weight for each position of the text. */
  weights: Float32Array;
  /** The positions that can be listed at all. */
  candidates: readonly number[];
  /** Said instead of an empty list. */
  empty: string;
  note?: string;
  focus: number | null;
  widthPx: number;
  onHover?: (position: number | null) => void;
  onSelect: (position: number) => void;
};

const SHOWN = 8;

/** Positions by weight, heaviest first, with what the rest holds together. */
export function Ranked({
  tokens,
  words,
  title,
  weights,
  candidates,
  empty,
  note,
  focus,
  widthPx,
  onHover,
  onSelect,
}: RankedProps) {
  const { top, restCount, restShare } = useMemo(() => {
    const candidateWeights = candidates.map((position) => weights[position] ?? 0);
    const order = largest(candidateWeights, SHOWN);
    const all = candidateWeights.reduce((sum, weight) => sum + weight, 0);
    const listed = order.reduce((sum, at) => sum + (candidateWeights[at] ?? 0), 0);
    return {
      top: order.map((at) => candidates[at] ?? 0),
      restCount: candidates.length - order.length,
      restShare: Math.max(0, all - listed),
    };
  }, [weights, candidates]);
  const rest = restCount > 0 ? words.panels.attention.rest(restCount, formatShare(restShare)) : null;
  return (
    <Part
      title={title}
      widthPx={widthPx}
      note={top.length === 0 ? undefined : [rest, note].filter(Boolean).join(' · ') || undefined}
    >
      {top.length === 0 ? (
        <p className="none">{empty}</p>
      ) : (
        <Bars
          label={title}
          colour="--attn"
          max={1}
          focus={focus === null ? null : indexOrNull(top, focus)}
          labelPx={Math.min(110, widthPx * 0.35)}
          rows={top.map((position) => {
            const piece = tokens[position] ?? { id: -1, text: '' };
            return {
              key: position,
              label: (
                <>
                  <span className="position">{position}</span> <TokenLabel piece={piece} />
                </>
              ),
              name: `${position} ${pieceLabel(piece).text}`,
              value: weights[position] ?? 0,
              display: formatShare(weights[position] ?? 0),
            };
          })}
          onHover={(at) => onHover?.(at === null ? null : (top[at] ?? null))}
          onSelect={(at) => top[at] !== undefined && onSelect(top[at])}
        />
      )}
    </Part>
  );
}

function indexOrNull(list: readonly number[], item: number): number | null {
  const index = list.indexOf(item);
  return index < 0 ? null : index;
}
