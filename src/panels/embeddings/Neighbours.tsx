import { memo, useMemo, useState } from 'react';
import { cosinesTo, nearestRows } from '#math/neighbours.ts';
import { Bars } from '#view/Bars.tsx';
import { formatNumber, formatShare } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { TokenLabel } from '#view/TokenLabel.tsx';
import type { PanelProps } from '../contract.ts';
import { pieceName, pieceOf } from '../pieceOf.ts';

type NeighboursProps = Pick<PanelProps, 'text' | 'select' | 'hover' | 'words' | 'wide' | 'widthPx'> & {
  /** [V, D] */
  table: Float32Array;
  V: number;
  D: number;
  token: number;
  usedOnly: boolean;
};

/** The tokens whose vectors point most the same way as the chosen one's. */
export const Neighbours = memo(function Neighbours(props: NeighboursProps) {
  const { table, V, D, token, usedOnly, text, select, hover, words, wide, widthPx } = props;
  const say = words.panels.embeddings;
  // While the pointer previews a neighbour the list stays the list of the token it was opened for.
  const [pointed, setPointed] = useState<{ list: number; index: number } | null>(null);
  const centre = pointed?.list ?? token;
  const near = useMemo(
    () =>
      nearestRows(
        cosinesTo(table, V, D, centre),
        centre,
        wide ? 20 : 8,
        (id) => !usedOnly || !text || (text.counts[id] ?? 0) > 0,
      ),
    [table, V, D, centre, usedOnly, text, wide],
  );
  const norm = useMemo(() => Math.hypot(...table.subarray(centre * D, (centre + 1) * D)), [table, centre, D]);
  return (
    <Part
      title={say.neighbours(pieceName(text, centre))}
      widthPx={widthPx}
      note={say.neighboursNote}
      aside={<span className="quiet">{say.norm(formatNumber(norm))}</span>}
    >
      <Bars
        rows={near.map(({ index, cosine }) => ({
          key: index,
          label: <TokenLabel piece={pieceOf(text, index)} />,
          name: pieceName(text, index),
          value: cosine,
          display: formatShare(cosine),
        }))}
        max={1}
        colour="--embed"
        label={say.neighbours(pieceName(text, centre))}
        focus={pointed?.index ?? null}
        onHover={(index) => {
          setPointed(index === null ? null : { list: centre, index });
          hover(index === null ? null : { token: near[index]?.index ?? null });
        }}
        onSelect={(index) => {
          setPointed(null);
          select({ token: near[index]?.index ?? null });
        }}
      />
    </Part>
  );
});
