import type { Column, Half } from './columns.ts';

/** A column with its place, in CSS pixels from the left of the picture. */
export type PlacedColumn = Column & { x: number; width: number };
export type PlacedBlock = { layer: number; open: boolean; x: number; width: number };

/** The rows on screen: one token each, all columns at the same height. */
export type Rows = { first: number; count: number; rowPx: number; stripPx: number };

/** `loose`: blocks beside the open one are narrower. `slim`, `slimmest`: all outside it is slivers, and columns stand closer. */
export type Fit = 'loose' | 'slim' | 'slimmest';

/** How much steps back for the block that is open; with `half` named, the other half of it is slivers too. */
export type Folding = { fit: Fit; half: Half | null };

export type Layout = {
  columns: readonly PlacedColumn[];
  blocks: readonly PlacedBlock[];
  rows: Rows;
  folding: Folding;
  /** Where the arcs of the token that is looked at are drawn: between its weights and what they gather. */
  arcs: { x: number; width: number } | null;
  /** Where the likeliest next token is written. */
  predictionX: number;
  predictionPx: number;
  widthPx: number;
  heightPx: number;
};

/** Up to so many tokens are shown at once unless more are asked for; of longer texts a stretch. */
export const MOST_ROWS = 32;
/** Fewer rows than these are not zoomed into. */
export const FEWEST_ROWS = 8;
const ROW_PX = { least: 2, label: 14, most: 27 };
const HEIGHT_PX = { usual: 448, zoomedOut: 512 };
/** Under a row of at least so many pixels there is so much space. */
const GAPS_PX = [
  { from: 22, gap: 9 },
  { from: 17, gap: 6 },
  { from: 10, gap: 5 },
  { from: 5, gap: 1 },
] as const;

/** Room between and around columns. */
const SPACES = {
  loose: { gap: 9, slivers: 9, arcs: 40, pad: 11, closedPad: 5, blockGap: 9, leastBlock: 54, prediction: 92 },
  slim: { gap: 5, slivers: 3, arcs: 22, pad: 7, closedPad: 3, blockGap: 5, leastBlock: 18, prediction: 84 },
  slimmest: { gap: 4, slivers: 2, arcs: 16, pad: 5, closedPad: 2, blockGap: 3, leastBlock: 13, prediction: 56 },
} as const satisfies Record<Fit, Record<string, number>>;

/** The narrowest that columns are drawn: a share of their elements, within limits. */
const LEAST = {
  loose: { sliver: 16, weights: [4, 72, 144], scores: [2.5, 56, 96], neurons: [1 / 3, 48, 64], head: [1, 24, 32], stream: 0 },
  slim: { sliver: 9, weights: [4, 80, 144], scores: [2, 44, 96], neurons: [1 / 3, 32, 48], head: [1, 20, 24], stream: 16 },
  slimmest: { sliver: 7, weights: [2, 64, 96], scores: [1, 36, 48], neurons: [1 / 4, 28, 36], head: [1, 16, 16], stream: 14 },
} as const satisfies Record<Fit, Record<string, number | readonly [number, number, number]>>;
/** Where not even the narrowest columns fit, the picture scrolls; the more it has to, the less narrow they need to be. */
const SCROLLED_SHARE = { per: 0.25, most: 0.15 };
const SCROLLED_WEIGHTS_PX = 160;
/** The weights have the first claim on what slim columns leave. */
const WEIGHTS_SHARE = 0.55;

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

/** Which tokens are shown, at most `most` of them, and how high their rows are. */
export function rowsOf(T: number, first: number, most: number = MOST_ROWS): Rows {
  const count = Math.min(T, most);
  // So many rows as are shown unasked have room for a label each.
  const rowPx =
    count <= MOST_ROWS
      ? clamp(Math.floor(HEIGHT_PX.usual / Math.max(1, count)), ROW_PX.label, ROW_PX.most)
      : Math.max(ROW_PX.least, Math.floor(HEIGHT_PX.zoomedOut / count));
  const gapPx = GAPS_PX.find(({ from }) => rowPx >= from)?.gap ?? 0;
  return { first: clamp(first, 0, T - count), count, rowPx, stripPx: rowPx - gapPx };
}

/** Whether a column is a sliver: outside the open block, or in the half of it that steps back. */
function stepsBack(column: Column, open: number | null, { fit, half }: Folding): boolean {
  if (open === null) return false;
  if (column.layer !== open) return fit !== 'loose' || column.layer !== null;
  return half !== null && column.half !== half;
}

/** The narrowest and the widest that a column is drawn. */
function limits(column: Column, isBack: boolean, fit: Fit, rowPx: number): { least: number; most: number } {
  const { cols, kind, ofHead } = column;
  const px = LEAST[fit];
  const least = ([share, from, to]: readonly [number, number, number]): number => clamp(cols * share, from, to);
  const isScore = kind === 'logits' || kind === 'share';
  if (isBack && fit !== 'loose') return isScore ? { least: 2 * px.sliver, most: 80 } : { least: px.sliver, most: 40 };
  if (kind === 'weights') return { least: least(px.weights), most: clamp(cols * rowPx, 72, 460) };
  if (kind === 'scores') return { least: least(px.scores), most: clamp(cols * rowPx * 0.6, 56, 280) };
  if (isBack) return { least: clamp(cols / 2, 16, 24), most: clamp(cols * 2, 40, 80) };
  if (kind === 'neurons') return { least: least(px.neurons), most: clamp(cols * 2, 120, 256) };
  if (isScore) return { least: 40, most: 120 };
  if (ofHead) return { least: least(px.head), most: clamp(cols * 5, 40, 80) };
  if (px.stream > 0) return { least: px.stream, most: clamp(cols * 2, 64, 128) };
  return { least: cols <= 40 ? Math.max(28, cols) : clamp(cols / 2, 32, 40), most: clamp(cols * 4, 64, 128) };
}

/** With room for it every element is the same whole number of pixels wide. */
function snapped(width: number, cols: number): number {
  return width >= cols ? Math.floor(width / cols) * cols : Math.floor(width);
}

type Asked = { open: number | null; rows: Rows; roomPx: number; folding: Folding };

/** The room that columns need at the least, gaps and predictions included. */
export function leastWidth(columns: readonly Column[], { open, rows, folding }: Omit<Asked, 'roomPx'>): number {
  const widths = columns.map((column) => limits(column, stepsBack(column, open, folding), folding.fit, rows.rowPx).least);
  return place(columns, widths, { open, rows, folding }).widthPx;
}

/**
 * Puts the columns side by side: as wide as the room allows, never narrower than can be read (then the picture is
 * wider than the room, and scrolls).
 */
export function layoutOf(columns: readonly Column[], { open, rows, roomPx, folding }: Asked): Layout {
  const backs = columns.map((column) => stepsBack(column, open, folding));
  const sizes = columns.map((column, at) => limits(column, backs[at] ?? false, folding.fit, rows.rowPx));
  const asked = { open, rows, folding };
  const isSlim = folding.fit !== 'loose';
  const least = sizes.reduce((total, size) => total + size.least, 0);
  const rigid = leastWidth(columns, asked) - least;
  const matrix = columns.findIndex(({ kind }) => kind === 'weights');
  const over = (rigid + least - roomPx) / Math.max(1, roomPx);
  const claim = claimOf(sizes[matrix], isSlim ? Math.max(0, roomPx - rigid - least) * WEIGHTS_SHARE : 0);
  const most = sizes.reduce((total, size, at) => total + (at === matrix && isSlim ? size.least : size.most), 0);
  const fitting = (roomPx - rigid - least - claim) / Math.max(1, most - least);
  const share = over > 0 ? Math.min(SCROLLED_SHARE.most, over * SCROLLED_SHARE.per) : Math.min(1, fitting);
  const widths = sizes.map((size, at) => {
    const wanted = at === matrix && isSlim ? size.least + claim : size.least + share * (size.most - size.least);
    return snapped(wanted, columns[at]?.cols ?? 1);
  });
  // What rounding left goes to the weights, the column that gains most from it.
  const [size, width = 0] = [sizes[matrix], widths[matrix]];
  const leftPx = roomPx - rigid - widths.reduce((total, each) => total + each, 0);
  const wanted = over > 0 ? Math.max(width, SCROLLED_WEIGHTS_PX) : width + Math.max(0, leftPx);
  if (size && !backs[matrix]) widths[matrix] = snapped(Math.min(size.most, wanted), columns[matrix]?.cols ?? 1);
  return place(columns, widths, asked);
}

/** What the weights take before the rest is shared. */
function claimOf(size: { least: number; most: number } | undefined, offered: number): number {
  return size ? Math.min(size.most - size.least, offered) : 0;
}

function place(columns: readonly Column[], widths: readonly number[], { open, rows, folding }: Omit<Asked, 'roomPx'>): Layout {
  const px = SPACES[folding.fit];
  const placed: PlacedColumn[] = [];
  const blocks: PlacedBlock[] = [];
  let x = 0;
  let arcs: Layout['arcs'] = null;
  columns.forEach((column, at) => {
    const before = columns[at - 1];
    const entersBlock = column.layer !== null && column.layer !== before?.layer;
    const padPx = column.layer === open ? px.pad : px.closedPad;
    const isBack = stepsBack(column, open, folding);
    const hasArcs = before?.kind === 'weights' && !isBack;
    if (entersBlock) {
      x += before ? px.blockGap : 0;
      blocks.push({ layer: column.layer ?? 0, open: column.layer === open, x, width: 0 });
      x += padPx;
    } else if (before && before.layer !== null && column.layer === null) x += px.blockGap;
    else if (before && before.half !== column.half) x += px.pad;
    else if (before) x += hasArcs ? px.arcs : isBack ? px.slivers : px.gap;
    if (hasArcs) arcs = { x: x - px.arcs, width: px.arcs };
    const width = widths[at] ?? 0;
    placed.push({ ...column, x, width });
    x += width;
    const block = blocks.at(-1);
    if (block && column.layer !== null && columns[at + 1]?.layer !== column.layer) {
      x = Math.max(x + padPx, block.x + px.leastBlock);
      block.width = x - block.x;
    }
  });
  const predicts = columns.at(-1)?.kind === 'share';
  const predictionX = x + 6;
  return {
    columns: placed,
    blocks,
    rows,
    folding,
    arcs,
    predictionX,
    predictionPx: px.prediction,
    widthPx: predicts ? predictionX + px.prediction : x + 4,
    heightPx: rows.count * rows.rowPx,
  };
}
