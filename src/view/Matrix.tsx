import { memo, useId, useLayoutEffect, useRef, useState } from 'react';
import type { CSSProperties, KeyboardEvent, MouseEvent } from 'react';
import './Matrix.css';
import { paintMatrix } from './paintMatrix.ts';
import { lutOf } from './scale.ts';
import type { ColourScale } from './scale.ts';
import { Tip } from './Tip.tsx';
import { useShownScale } from './scaling.ts';
import { usePalette } from './usePalette.ts';

export type Cell = { row: number; col: number };
/** A rectangle of cells that is lit; `isSelf` for the one cell that the others are lit for. */
export type CellBox = Cell & { rows: number; cols: number; isSelf?: boolean };

export type MatrixProps = {
  /** Element (r, c) lies at `offset + r·rowStride + c·colStride`; row-major without the strides. */
  data: ArrayLike<number>;
  rows: number;
  cols: number;
  rowStride?: number;
  colStride?: number;
  offset?: number;
  scale: ColourScale;
  widthPx: number;
  heightPx: number;
  /** Space under each row, for strips. */
  rowGapPx?: number;
  /** Names the picture. */
  label: string;
  /** The sentence of a cell: what it is and its value. */
  describe: (row: number, col: number) => string;
  /** The cell the selection stands on. */
  focusCell?: Cell | null;
  highlightRow?: number | null;
  highlightCol?: number | null;
  onHover?: (cell: Cell | null) => void;
  onSelect?: (cell: Cell) => void;
  /** Called with what lights cells; returns how to stop. Lighting draws nothing else again. */
  follow?: (show: (boxes: readonly CellBox[]) => void) => () => void;
  /** Weights are hatched, activations are not. */
  texture?: 'activation' | 'weight';
};

const STEPS: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
};

const clamp = (value: number, length: number): number => Math.max(0, Math.min(length - 1, value));

/**
 * A matrix of numbers as coloured cells, on one canvas. The pointer or the arrow keys move over the cells, Enter or a
 * click selects, Escape frees; the sentence of the cell is shown beside it and read to screen readers as a grid cell.
 */
export const Matrix = memo(function Matrix(props: MatrixProps) {
  const { rows, cols, widthPx, heightPx, rowGapPx = 0, label, describe, focusCell = null, texture = 'activation' } = props;
  const { highlightRow = null, highlightCol = null, onHover, onSelect } = props;
  const root = useRef<HTMLDivElement>(null);
  const canvas = usePainted(props);
  const lights = useLights(props);
  const [cursor, setCursor] = useState<(Cell & { by: 'pointer' | 'keys' }) | null>(null);
  const cellId = useId();
  /** Where the keys stood last: whoever comes back stands there again. */
  const stood = useRef<Cell | null>(null);

  const move = (cell: Cell | null, by: 'pointer' | 'keys'): void => {
    if (cell ? cursor?.row === cell.row && cursor.col === cell.col : cursor === null) return;
    setCursor(cell && { ...cell, by });
    if (cell && by === 'keys') stood.current = cell;
    onHover?.(cell);
  };
  const cellUnder = (event: MouseEvent): Cell => {
    const box = event.currentTarget.getBoundingClientRect();
    return {
      row: clamp(Math.floor(((event.clientY - box.top) / box.height) * rows), rows),
      col: clamp(Math.floor(((event.clientX - box.left) / box.width) * cols), cols),
    };
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = inside(cursor, rows, cols) ?? inside(focusCell, rows, cols) ?? { row: 0, col: 0 };
    const step = STEPS[event.key];
    if (step) move({ row: clamp(at.row + step[0], rows), col: clamp(at.col + step[1], cols) }, 'keys');
    else if (event.key === 'Home') move({ row: at.row, col: 0 }, 'keys');
    else if (event.key === 'End') move({ row: at.row, col: cols - 1 }, 'keys');
    else if (event.key === 'Enter') onSelect?.({ row: at.row, col: at.col });
    else if (event.key === 'Escape') return move(null, 'keys');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const shown = inside(cursor, rows, cols);
  const ringed = shown ?? inside(focusCell, rows, cols);
  const [cellW, cellH] = [widthPx / cols, heightPx / rows];
  const gaps =
    rowGapPx > 0 ? `repeating-linear-gradient(to bottom, #000 0 ${cellH - rowGapPx}px, transparent 0 ${cellH}px)` : undefined;
  const crisp = cellW >= 1 && cellH >= 1;
  return (
    <div
      ref={root}
      className={`matrix ${texture}${onSelect ? ' selects' : ''}${crisp ? ' crisp' : ''}`}
      style={{ width: widthPx, height: heightPx }}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={rows}
      aria-colcount={cols}
      aria-readonly="true"
      aria-activedescendant={ringed ? cellId : undefined}
      onPointerMove={(event) => move(cellUnder(event), 'pointer')}
      onPointerLeave={() => move(null, 'pointer')}
      onClick={(event) => onSelect?.(cellUnder(event))}
      onFocus={(event) =>
        event.currentTarget.matches(':focus-visible') &&
        move(ringed ?? inside(stood.current, rows, cols) ?? { row: 0, col: 0 }, 'keys')
      }
      onBlur={() => cursor?.by === 'keys' && move(null, 'keys')}
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} style={gaps ? { maskImage: gaps } : undefined} aria-hidden="true" />
      <div ref={lights} className="matrix__lights" aria-hidden="true" />
      {inRange(highlightRow, rows) && (
        <div className="matrix__band" style={box(highlightRow, 0, 1, cols, cellW, cellH, rowGapPx)} />
      )}
      {inRange(highlightCol, cols) && (
        <div className="matrix__band" style={box(0, highlightCol, rows, 1, cellW, cellH, rowGapPx)} />
      )}
      {ringed && <div className="matrix__ring" style={box(ringed.row, ringed.col, 1, 1, cellW, cellH, rowGapPx)} />}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a table cannot hold a canvas; the grid's other cells are pixels */}
      <div role="row" aria-rowindex={(ringed?.row ?? 0) + 1} className="matrix__cell">
        {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as above */}
        <div role="gridcell" id={cellId} aria-colindex={(ringed?.col ?? 0) + 1}>
          {ringed ? describe(ringed.row, ringed.col) : label}
        </div>
      </div>
      {shown && <Tip anchor={root} text={describe(shown.row, shown.col)} xPx={(shown.col + 1) * cellW} yPx={shown.row * cellH} />}
    </div>
  );
});

/** Paints the matrix when its data, scale or theme change; nothing is painted on hover. */
function usePainted(props: MatrixProps) {
  const { data, rows, cols, rowStride = cols, colStride = 1, offset = 0 } = props;
  const scale = useShownScale(props.scale);
  const canvas = useRef<HTMLCanvasElement>(null);
  const lut = lutOf(scale, usePalette());
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || rows < 1 || cols < 1) return;
    if (element.width !== cols) element.width = cols;
    if (element.height !== rows) element.height = rows;
    const pixels = paintMatrix(data, { offset, rows, cols, rowStride, colStride }, scale, lut);
    context.putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer), cols, rows), 0, 0);
  }, [data, rows, cols, rowStride, colStride, offset, scale, lut]);
  return canvas;
}

/** More rectangles than these are a cloud. */
const MOST_LIGHTS = 64;

/** Lights cells as they are told, outside React: what is under the pointer may change with every frame of the screen. */
function useLights({ follow, rows, cols, widthPx, heightPx, rowGapPx = 0 }: MatrixProps) {
  const layer = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = layer.current;
    if (!element || !follow) return undefined;
    const stop = follow((boxes) => {
      const shown = boxes.filter(({ row, col }) => inRange(row, rows) && inRange(col, cols)).slice(0, MOST_LIGHTS);
      if (shown.length === 0 && element.childElementCount === 0) return;
      element.replaceChildren(
        ...shown.map((lit) => {
          const light = document.createElement('span');
          light.className = lit.isSelf === true ? 'matrix__light matrix__light--self' : 'matrix__light';
          const [cellW, cellH] = [widthPx / cols, heightPx / rows];
          light.style.left = `${lit.col * cellW}px`;
          light.style.top = `${lit.row * cellH}px`;
          light.style.width = `${Math.min(lit.cols, cols - lit.col) * cellW}px`;
          light.style.height = `${Math.min(lit.rows, rows - lit.row) * cellH - rowGapPx}px`;
          return light;
        }),
      );
    });
    return () => {
      stop();
      element.replaceChildren();
    };
  }, [follow, rows, cols, widthPx, heightPx, rowGapPx]);
  return layer;
}

function inRange(index: number | null, length: number): index is number {
  return index !== null && index >= 0 && index < length;
}

function inside<C extends Cell>(cell: C | null, rows: number, cols: number): C | null {
  return cell && inRange(cell.row, rows) && inRange(cell.col, cols) ? cell : null;
}

function box(row: number, col: number, height: number, width: number, cellW: number, cellH: number, gap: number): CSSProperties {
  return { left: col * cellW, top: row * cellH, width: width * cellW, height: height * cellH - gap };
}
