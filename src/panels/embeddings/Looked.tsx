import { memo, useCallback, useMemo } from 'react';
import type { NamedArray } from '#lexicon/array.ts';
import { formatNumber } from '#view/format.ts';
import { Matrix } from '#view/Matrix.tsx';
import { Part } from '#view/Part.tsx';
import { pieceLabel } from '#view/pieceLabel.ts';
import type { ColourScale } from '#view/scale.ts';
import type { PanelProps } from '../contract.ts';
import { ROW_AXIS_PX, RowAxis } from '../RowAxis.tsx';
import { drawnArray } from '../lit/drawn.ts';
import { useMatrixLink } from '../lit/useMatrixLink.ts';
import { matrixWidth } from '../matrixWidth.ts';

type LookedProps = Pick<
  PanelProps,
  'tokens' | 'config' | 'selection' | 'select' | 'hover' | 'followLook' | 'words' | 'wide' | 'widthPx'
> & {
  /** `hook_embed` [T, D] */
  looked: NamedArray;
  scale: ColourScale;
};

/** What each probed token took from the table: one strip a token. */
export const Looked = memo(function Looked(props: LookedProps) {
  const { looked, tokens, selection, select, hover, words, scale, wide, widthPx } = props;
  const say = words.panels.embeddings;
  const D = looked.shape.at(-1) ?? 0;
  const T = Math.min(tokens.length, looked.shape.at(-2) ?? 0);
  const { data } = looked;
  const rows = useMemo(() => tokens.slice(0, T), [tokens, T]);
  const rowPx = Math.max(2, Math.min(wide ? 16 : 13, Math.floor((wide ? 640 : 416) / Math.max(1, T))));
  const describe = useCallback(
    (row: number, col: number) => {
      const piece = tokens[row];
      return say.probedCell(row, piece ? pieceLabel(piece).text : '', col, formatNumber(data[row * D + col] ?? NaN));
    },
    [say, tokens, data, D],
  );
  const choose = (position: number) => ({ position, token: tokens[position]?.id ?? null });
  const link = useMatrixLink(props, {
    drawn: drawnArray(looked.name, ['row', 'col']),
    partOf: (cell) => ({ ...choose(cell.row), dimension: cell.col }),
  });
  if (T === 0) return null;
  return (
    <Part title={say.probed} widthPx={widthPx} note={say.probedNote}>
      <div className="embeddings__table">
        <RowAxis
          tokens={rows}
          positions={'same'}
          cellPx={rowPx}
          focus={selection.position}
          label={say.tokens}
          hover={hover}
          select={select}
        />
        <Matrix
          data={data}
          rows={T}
          cols={D}
          scale={scale}
          widthPx={matrixWidth(D, widthPx - ROW_AXIS_PX)}
          heightPx={T * rowPx}
          rowGapPx={rowPx > 8 ? 2 : 1}
          label={say.probed}
          describe={describe}
          highlightRow={selection.position}
          highlightCol={selection.dimension}
          {...link}
        />
      </div>
    </Part>
  );
});
