import { useMemo } from 'react';
import { Arcs } from '#view/Arcs.tsx';
import type { Arc } from '#view/Arcs.tsx';
import { Matrix } from '#view/Matrix.tsx';
import { TokenAxis, axisSizePx } from '#view/TokenAxis.tsx';
import { formatNumber, formatShare } from '#view/format.ts';
import type { ColourScale } from '#view/scale.ts';
import type { PanelProps } from '../contract.ts';
import { drawnArray } from '../lit/drawn.ts';
import { useMatrixLink } from '../lit/useMatrixLink.ts';
import { tokenName } from '../tokenName.ts';
import { columnOf } from './heads.ts';

type PatternProps = Pick<PanelProps, 'tokens' | 'config' | 'selection' | 'select' | 'hover' | 'followLook' | 'words'> & {
  /** Weights [T, T] of the head, for the arcs. */
  pattern: Float32Array;
  /** What the matrix shows: weights, or scores with −∞ where the mask hides; NaN and −∞ stay empty. */
  cells: Float32Array;
  shows: 'pattern' | 'scores';
  scale: ColourScale;
  /** The token whose arcs are drawn. */
  position: number;
  widthPx: number;
};

const AXIS_PX = { least: 26, most: 76 };
const CELL_MAX_PX = 26;
const ARCS_PX = { narrow: 34, wide: 58 };

/** The width that a head in full makes use of. */
export function patternWidthPx(tokens: PanelProps['tokens']): number {
  return tokens.length * CELL_MAX_PX + axisSizePx(tokens, AXIS_PX.least, AXIS_PX.most) + ARCS_PX.wide;
}

/** One head in full: a matrix with its tokens on both sides, and arcs from and to the token that is looked at. */
export function Pattern(props: PatternProps) {
  const { tokens, config, selection, select, hover, words, pattern, cells, shows, scale, position, widthPx } = props;
  const said = words.panels.attention;
  const T = tokens.length;
  const axisPx = axisSizePx(tokens, AXIS_PX.least, AXIS_PX.most);
  const arcsPx = widthPx < 420 ? ARCS_PX.narrow : ARCS_PX.wide;
  const cellPx = Math.max(1, Math.min(CELL_MAX_PX, (widthPx - axisPx - arcsPx) / T));
  const arcs = useMemo(() => arcsOf(pattern, position, T), [pattern, position, T]);
  const texts = useMemo(() => tokens.map((_, at) => tokenName(tokens, at)), [tokens]);
  const layer = Math.min(selection.layer, config.n_layers - 1);
  const head = Math.min(selection.head, config.n_heads - 1);
  const name = `blocks.${layer}.attn.${shows === 'scores' ? 'hook_attn_scores' : 'hook_pattern'}`;
  const link = useMatrixLink(props, {
    drawn: drawnArray(name, [head, 'row', 'col']),
    partOf: (cell) => ({ position: cell.row, key: cell.col, layer, head }),
  });
  const describe = (row: number, col: number): string => {
    const value = cells[row * T + col] ?? Number.NaN;
    const named = [row, texts[row] ?? '', col, texts[col] ?? ''] as const;
    if (config.objective === 'causal' && col > row) return said.cellHidden(...named);
    return shows === 'scores' ? said.cellScore(...named, formatNumber(value)) : said.cell(...named, formatShare(value));
  };
  return (
    <div className="pattern" style={{ gridTemplateColumns: `${arcsPx}px ${axisPx}px ${T * cellPx}px` }}>
      <div className="pattern__top">
        <TokenAxis tokens={tokens} side="top" cellPx={cellPx} sizePx={axisPx} focus={selection.key} label={said.keys} />
      </div>
      <Arcs arcs={arcs} count={T} cellPx={cellPx} widthPx={arcsPx} rowsAre="right" />
      <TokenAxis
        tokens={tokens}
        side="left"
        cellPx={cellPx}
        sizePx={axisPx}
        focus={position}
        label={said.queries}
        onHover={(at) => hover(at === null ? null : { position: at, key: null })}
        onSelect={(at) => select({ position: at, key: null })}
      />
      <Matrix
        data={cells}
        rows={T}
        cols={T}
        scale={scale}
        widthPx={T * cellPx}
        heightPx={T * cellPx}
        label={said.matrix(selection.layer + 1, selection.head + 1)}
        describe={describe}
        focusCell={selection.position !== null && selection.key !== null ? { row: selection.position, col: selection.key } : null}
        highlightRow={position}
        highlightCol={selection.key}
        {...link}
      />
    </div>
  );
}

/** Arcs of one token: solid to what it looks at, dashed from those that look at it. */
export function arcsOf(pattern: Float32Array, position: number, T: number): Arc[] {
  const row = pattern.subarray(position * T, (position + 1) * T);
  const looks = Array.from(row, (weight, key): Arc => ({ from: position, to: key, weight, role: '--attn' }));
  const column = columnOf(pattern, position, T);
  const looked = Array.from(column, (weight, query): Arc => ({
    from: query,
    to: position,
    weight,
    role: '--attn',
    dashed: true,
  }));
  return [...looks, ...looked.filter((arc) => arc.from !== position)];
}
