import { useMemo } from 'react';
import { rolloutInSlices } from '#math/rollout.ts';
import { Legend } from '#view/Legend.tsx';
import { Matrix } from '#view/Matrix.tsx';
import { Part } from '#view/Part.tsx';
import { TokenAxis, axisSizePx } from '#view/TokenAxis.tsx';
import { formatShare } from '#view/format.ts';
import { useAutoScale } from '#view/scale.ts';
import type { PanelProps } from '../contract.ts';
import { useFollowed } from '../follow.ts';
import type { Sliced } from '../follow.ts';
import { drawnVectors } from '../lit/drawn.ts';
import { useMatrixLink } from '../lit/useMatrixLink.ts';
import { tokenName } from '../tokenName.ts';

type RolloutProps = Pick<
  PanelProps,
  'read' | 'difference' | 'tokens' | 'config' | 'selection' | 'select' | 'hover' | 'followLook' | 'words' | 'widthPx'
> & {
  position: number;
};

type RolloutInput = { patterns: readonly Float32Array[]; heads: number; T: number };

/** Starts on copies: the frame's buffer may go home before the last layer is multiplied. */
function begin({ patterns, heads, T }: RolloutInput): Sliced<Float32Array> {
  if (patterns.some(({ length }) => length !== heads * T * T)) return null;
  return rolloutInSlices(
    patterns.map((pattern) => pattern.slice()),
    heads,
    T,
  );
}

const NOTHING = new Float32Array(0);
const MOST_PX = 340;

/** The rollout of the patterns that are read, [T, T]; nothing until they are there and multiplied. */
function useRollout(read: PanelProps['read'] | null, layers: number, heads: number, T: number): Float32Array {
  const input = useMemo(() => {
    if (read === null) return null;
    const patterns = Array.from({ length: layers }, (_, layer) => read(`blocks.${layer}.attn.hook_pattern`)?.data ?? NOTHING);
    return patterns.every(({ length }) => length === heads * T * T) ? { patterns, heads, T } : null;
  }, [read, layers, heads, T]);
  const rolled = useFollowed(begin, input);
  return rolled?.length === T * T ? rolled : NOTHING;
}

/** Where each position's information could have come from through all layers' attention. */
export function Rollout(props: RolloutProps) {
  const { read, difference, tokens, config, selection, select, hover, words, position, widthPx } = props;
  const said = words.panels.lens;
  const { n_layers, n_heads } = config;
  const T = tokens.length;
  const rolled = useRollout(difference?.readA ?? read, n_layers, n_heads, T);
  const before = useRollout(difference?.readB ?? null, n_layers, n_heads, T);
  const known = useMemo(() => {
    if (difference === null) return rolled;
    return before.length === rolled.length ? rolled.map((value, at) => value - (before[at] ?? Number.NaN)) : NOTHING;
  }, [difference, rolled, before]);
  const scale = useAutoScale('sequential', known, T);
  const link = useMatrixLink(props, {
    // What comes of all layers together is the element of no array.
    drawn: drawnVectors([], 'col'),
    partOf: (cell) => ({ position: cell.row, key: cell.col }),
  });
  const axisPx = axisSizePx(tokens, 26, 76);
  const sizePx = Math.min(MOST_PX, widthPx - axisPx, T * 22);
  const cellPx = sizePx / T;
  return (
    <Part title={said.rollout} widthPx={widthPx} aside={<Legend scale={scale} words={words} />} note={said.rolloutNote(n_layers)}>
      <div className="lens__body">
        <TokenAxis
          tokens={tokens}
          side="left"
          cellPx={cellPx}
          sizePx={axisPx}
          focus={position}
          label={said.rollout}
          onHover={(at) => hover(at === null ? null : { position: at })}
          onSelect={(at) => select({ position: at })}
        />
        <Matrix
          data={known}
          rows={T}
          cols={T}
          scale={scale}
          widthPx={sizePx}
          heightPx={sizePx}
          label={said.rollout}
          describe={(row, col) =>
            said.rolloutCell(
              row,
              tokenName(tokens, row),
              col,
              tokenName(tokens, col),
              formatShare(known[row * T + col] ?? Number.NaN),
            )
          }
          highlightRow={position}
          highlightCol={selection.key}
          {...link}
        />
      </div>
      <details>
        <summary>{said.rolloutHowTitle}</summary>
        <p>{said.rolloutHow}</p>
      </details>
    </Part>
  );
}
