import { memo, useEffect, useMemo, useRef } from 'react';
import type { LensGrid } from '#math/logitLens.ts';
import { Legend } from '#view/Legend.tsx';
import { Matrix } from '#view/Matrix.tsx';
import { Part } from '#view/Part.tsx';
import { TokenAxis, axisSizePx } from '#view/TokenAxis.tsx';
import { TokenLabel } from '#view/TokenLabel.tsx';
import { formatNumber, formatShare } from '#view/format.ts';
import { useAutoScale } from '#view/scale.ts';
import type { ColourScale } from '#view/scale.ts';
import { useRowWindow } from '#view/useRowWindow.ts';
import type { PanelProps } from '../contract.ts';
import { drawnVectors } from '../lit/drawn.ts';
import { useMatrixLink } from '../lit/useMatrixLink.ts';
import { pieceName, pieceOf } from '../pieceOf.ts';
import type { Depth } from '../residual/depth.ts';
import { tokenName } from '../tokenName.ts';
import type { DepthName } from './depths.ts';

type GridProps = PanelProps & {
  grid: LensGrid | null;
  /** The same at the step that is subtracted, where one is. */
  gridB: LensGrid | null;
  /** The token of the text asked for at each position, −1 for none. */
  actual: Int32Array;
  depths: readonly Depth[];
  names: readonly DepthName[];
  position: number;
  depth: number;
  onDepth: (depth: number) => void;
};

const SCALE: ColourScale = { kind: 'sequential', max: 1, auto: false };
const ROW_PX = 20;
const AXIS_PX = { least: 26, most: 76 };
const COLUMN_PX = { least: 52, most: 110 };
/** Room for a scroll bar. */
const BAR_PX = 14;
const NOTHING = new Float32Array(0);
const HEIGHT_PX = { card: 480, wide: 760 };
/** From this probability on the tint is too dark for ink: the text takes the colour of the paper. */
const DARK = 0.58;

/** The width that the grid makes use of, and the least at which no column is out of sight. */
export function gridWidthsPx(tokens: PanelProps['tokens'], depths: number): { least: number; most: number } {
  const besides = axisSizePx(tokens, AXIS_PX.least, AXIS_PX.most) + BAR_PX;
  return { least: besides + depths * COLUMN_PX.least, most: besides + depths * COLUMN_PX.most };
}

/** The likeliest token at every position and depth, tinted by its probability. */
export function Grid(props: GridProps) {
  const {
    grid,
    gridB,
    difference,
    actual,
    depths,
    names,
    position,
    depth,
    onDepth,
    tokens,
    text,
    config,
    select,
    hover,
    words,
    wide,
    widthPx,
  } = props;
  const said = words.panels.lens;
  const [T, N] = [tokens.length, names.length];
  const axisPx = axisSizePx(tokens, AXIS_PX.least, AXIS_PX.most);
  const columnPx = Math.max(COLUMN_PX.least, Math.min(COLUMN_PX.most, (widthPx - axisPx - BAR_PX) / N));
  const heightPx = Math.min(T * ROW_PX, wide ? HEIGHT_PX.wide : HEIGHT_PX.card);
  const box = useRef<HTMLDivElement>(null);
  const rows = useRowWindow(T, ROW_PX, heightPx);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const [top, bottom] = [position * ROW_PX, (position + 1) * ROW_PX];
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + heightPx) element.scrollTop = bottom - heightPx;
  }, [position, heightPx]);
  const moved = useMemo(() => {
    if (difference === null) return null;
    if (grid === null || gridB === null) return NOTHING;
    return grid.actualP.map((p, at) => p - (gridB.actualP[at] ?? Number.NaN));
  }, [difference, grid, gridB]);
  const movedScale = useAutoScale('diverging', moved ?? NOTHING);
  const scale = moved === null ? SCALE : movedScale;
  const layerAt = (col: number): number => depths[col]?.part?.layer ?? 0;
  const link = useMatrixLink(props, {
    drawn: drawnVectors(
      depths.map(({ stream }) => stream),
      'col',
    ),
    partOf: (cell) => ({ position: cell.row, layer: layerAt(cell.col) }),
    onSelect: (cell) => onDepth(cell.col),
  });
  const describe = (row: number, col: number): string => {
    const at = row * N + col;
    const id = grid?.topId[at] ?? -1;
    const where = names[col]?.long ?? '';
    if (id < 0) return said.cellNone(row, tokenName(tokens, row), where);
    const sentence = said.cell(
      row,
      tokenName(tokens, row),
      where,
      pieceName(text, id),
      formatShare(grid?.topP[at] ?? Number.NaN),
    );
    const wanted = actual[row] ?? -1;
    if (wanted < 0) return sentence;
    if (moved !== null) {
      return `${sentence}${words.view.clause}${said.cellMoved(pieceName(text, wanted), formatNumber(moved[at] ?? Number.NaN))}`;
    }
    const more = id === wanted ? said.cellHit : said.cellRank(pieceName(text, wanted), String(grid?.rank[at] ?? ''));
    return `${sentence}${words.view.clause}${more}`;
  };
  return (
    <Part
      title={moved === null ? said.grid : said.gridMoved}
      widthPx={widthPx}
      aside={<Legend scale={scale} words={words} />}
      note={moved !== null ? said.gridMovedNote : config.norm_placement === 'post' ? said.gridNotePost : said.gridNote}
    >
      <div className="lens__grid" ref={box} style={{ maxHeight: heightPx + 40 }} onScroll={rows.onScroll}>
        <div className="lens__heads" style={{ paddingLeft: axisPx, width: axisPx + N * columnPx }} aria-hidden="true">
          {names.map(({ short, long }, col) => (
            <span
              key={long}
              title={long}
              className={col === depth ? 'lens__head lens__head--on' : 'lens__head'}
              style={{ width: columnPx }}
            >
              {short}
            </span>
          ))}
        </div>
        <div className="lens__body" style={{ width: axisPx + N * columnPx }}>
          <TokenAxis
            tokens={tokens}
            side="left"
            cellPx={ROW_PX}
            sizePx={axisPx}
            focus={position}
            label={said.rows}
            onHover={(at) => hover(at === null ? null : { position: at })}
            onSelect={(at) => select({ position: at })}
          />
          <div className="lens__cells">
            <Matrix
              data={moved ?? grid?.topP ?? NOTHING}
              rows={T}
              cols={N}
              scale={scale}
              widthPx={N * columnPx}
              heightPx={T * ROW_PX}
              label={said.grid}
              describe={describe}
              focusCell={{ row: position, col: depth }}
              highlightRow={position}
              {...link}
            />
            {grid === null ? (
              <p className="lens__working">{said.working}</p>
            ) : (
              <Pieces
                grid={grid}
                actual={actual}
                text={text}
                first={rows.first}
                end={rows.end}
                columnPx={columnPx}
                tinted={moved === null}
              />
            )}
          </div>
        </div>
      </div>
      <details>
        <summary>{said.howTitle}</summary>
        <p>{said.how}</p>
      </details>
    </Part>
  );
}

type PiecesProps = {
  grid: LensGrid;
  actual: Int32Array;
  text: PanelProps['text'];
  /** The rows in view. */
  first: number;
  end: number;
  columnPx: number;
  /** Whether the tint under a token is its own probability. */
  tinted: boolean;
};

/** The tokens written over the tints, for the eye: the matrix under them says each cell in a sentence. */
const Pieces = memo(function Pieces({ grid, actual, text, first, end, columnPx, tinted }: PiecesProps) {
  const { depths: N, topId, topP } = grid;
  const cells = useMemo(
    () =>
      Array.from({ length: (end - first) * N }, (_, index) => {
        const at = first * N + index;
        const id = topId[at] ?? -1;
        const hit = id >= 0 && id === actual[Math.floor(at / N)];
        const dark = tinted && (topP[at] ?? 0) > DARK;
        return { id, className: `lens__piece${hit ? ' lens__piece--hit' : ''}${dark ? ' lens__piece--dark' : ''}` };
      }),
    [first, end, N, topId, topP, actual, tinted],
  );
  return (
    <div
      className="lens__pieces"
      aria-hidden="true"
      style={{ top: first * ROW_PX, gridTemplateColumns: `repeat(${N}, ${columnPx}px)`, gridAutoRows: ROW_PX }}
    >
      {cells.map(({ id, className }, index) => (
        <span key={index} className={className}>
          {id >= 0 && <TokenLabel piece={pieceOf(text, id)} />}
        </span>
      ))}
    </div>
  );
});
