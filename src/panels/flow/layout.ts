import type { Column } from './columns.ts';

/** A column with its place, in CSS pixels from the left of the picture. */
export type PlacedColumn = Column & { x: number; width: number };
export type PlacedBlock = { layer: number; open: boolean; x: number; width: number };

/** The rows on screen: one token each, all columns at the same height. */
export type Rows = { first: number; count: number; rowPx: number; stripPx: number };

export type Layout = {
  columns: readonly PlacedColumn[];
  blocks: readonly PlacedBlock[];
  rows: Rows;
  /** Where the arcs of the token that is looked at are drawn: between its weights and what they gather. */
  arcs: { x: number; width: number } | null;
  /** Where the likeliest next token is written. */
  predictionX: number;
  widthPx: number;
  heightPx: number;
};

/** Up to so many tokens are shown at once; of longer texts a stretch. */
export const MOST_ROWS = 40;
const ROW_PX = { least: 14, most: 27 };
const HEIGHT_PX = 440;
const GAP_PX = 9;
const BLOCK_PX = { pad: 11, gap: 9, closedPad: 5, least: 54 };
const ARCS_PX = 40;
const PREDICTION_PX = 92;
/** Where not even the narrowest columns fit, the picture scrolls; the more it has to, the less narrow they need to be. */
const SCROLLED_SHARE = { per: 0.25, most: 0.15 };
const SCROLLED_WEIGHTS_PX = 200;

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

/** Which tokens are shown, and how high their rows are. */
export function rowsOf(T: number, first: number): Rows {
  const count = Math.min(T, MOST_ROWS);
  const rowPx = clamp(Math.floor(HEIGHT_PX / Math.max(1, count)), ROW_PX.least, ROW_PX.most);
  const gapPx = rowPx >= 22 ? 9 : rowPx >= 17 ? 6 : 5;
  return { first: clamp(first, 0, T - count), count, rowPx, stripPx: rowPx - gapPx };
}

/** The narrowest and the widest that a column is drawn. */
function limits(column: Column, stepsBack: boolean, rowPx: number): { least: number; most: number } {
  const { cols, kind, ofHead } = column;
  if (kind === 'weights') return { least: clamp(cols * 4, 72, 144), most: clamp(cols * rowPx, 72, 460) };
  if (kind === 'scores') return { least: clamp(cols * 2.5, 56, 96), most: clamp(cols * rowPx * 0.6, 56, 280) };
  if (stepsBack) return { least: clamp(cols / 2, 16, 24), most: clamp(cols * 2, 40, 80) };
  if (kind === 'neurons') return { least: clamp(cols / 3, 48, 64), most: clamp(cols * 2, 120, 256) };
  if (kind === 'logits' || kind === 'share') return { least: 40, most: 120 };
  if (ofHead) return { least: clamp(cols, 24, 32), most: clamp(cols * 5, 40, 80) };
  return { least: cols <= 40 ? Math.max(28, cols) : clamp(cols / 2, 32, 40), most: clamp(cols * 4, 64, 128) };
}

/** With room for it every element is the same whole number of pixels wide. */
function snapped(width: number, cols: number): number {
  return width >= cols ? Math.floor(width / cols) * cols : Math.floor(width);
}

/**
 * Puts the columns side by side: as wide as the room allows, never narrower than can be read (then the picture is
 * wider than the room, and scrolls).
 */
export function layoutOf(columns: readonly Column[], open: number | null, T: number, first: number, roomPx: number): Layout {
  const rows = rowsOf(T, first);
  const sizes = columns.map((column) =>
    limits(column, open !== null && column.layer !== null && column.layer !== open, rows.rowPx),
  );
  const rigid = place(
    columns,
    sizes.map(() => 0),
    rows,
    open,
  ).widthPx;
  const least = sizes.reduce((total, size) => total + size.least, 0);
  const most = sizes.reduce((total, size) => total + size.most, 0);
  const fitting = (roomPx - rigid - least) / Math.max(1, most - least);
  const over = (rigid + least - roomPx) / Math.max(1, roomPx);
  const share = over > 0 ? Math.min(SCROLLED_SHARE.most, over * SCROLLED_SHARE.per) : Math.min(1, fitting);
  const widths = sizes.map((size, at) => snapped(size.least + share * (size.most - size.least), columns[at]?.cols ?? 1));
  // What rounding left goes to the weights, the column that gains most from it.
  const matrix = columns.findIndex(({ kind }) => kind === 'weights');
  const [size, width = 0] = [sizes[matrix], widths[matrix]];
  const leftPx = roomPx - rigid - widths.reduce((total, each) => total + each, 0);
  const wanted = over > 0 ? Math.max(width, SCROLLED_WEIGHTS_PX) : width + Math.max(0, leftPx);
  if (size) widths[matrix] = snapped(Math.min(size.most, wanted), columns[matrix]?.cols ?? 1);
  return place(columns, widths, rows, open);
}

function place(columns: readonly Column[], widths: readonly number[], rows: Rows, open: number | null): Layout {
  const placed: PlacedColumn[] = [];
  const blocks: PlacedBlock[] = [];
  let x = 0;
  let arcs: Layout['arcs'] = null;
  columns.forEach((column, at) => {
    const before = columns[at - 1];
    const entersBlock = column.layer !== null && column.layer !== before?.layer;
    const padPx = column.layer === open ? BLOCK_PX.pad : BLOCK_PX.closedPad;
    if (entersBlock) {
      x += before ? BLOCK_PX.gap : 0;
      blocks.push({ layer: column.layer ?? 0, open: column.layer === open, x, width: 0 });
      x += padPx;
    } else if (before && before.layer !== null && column.layer === null) x += BLOCK_PX.gap;
    else if (before) x += before.kind === 'weights' ? ARCS_PX : GAP_PX;
    if (before?.kind === 'weights') arcs = { x: x - ARCS_PX, width: ARCS_PX };
    const width = widths[at] ?? 0;
    placed.push({ ...column, x, width });
    x += width;
    const block = blocks.at(-1);
    if (block && column.layer !== null && columns[at + 1]?.layer !== column.layer) {
      x = Math.max(x + padPx, block.x + BLOCK_PX.least);
      block.width = x - block.x;
    }
  });
  const predicts = columns.at(-1)?.kind === 'share';
  const predictionX = x + 8;
  return {
    columns: placed,
    blocks,
    rows,
    arcs,
    predictionX,
    widthPx: predicts ? predictionX + PREDICTION_PX : x + 4,
    heightPx: rows.count * rows.rowPx,
  };
}
