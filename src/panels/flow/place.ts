import type { ElementRef } from '#lexicon/expression.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { headWidth } from '#lexicon/config.ts';
import type { Selection } from '#lexicon/selection.ts';
import { arrayName } from './columns.ts';
import type { Column } from './columns.ts';
import type { Layout, PlacedColumn } from './layout.ts';

/** A cell of the picture: element `i` of token `t`'s row in a column. */
export type Spot = { column: number; t: number; i: number };

/** Where a spot stands in its array, in the array's own axes. */
export function refOf(column: Column, { t, i }: Spot, head: number, config: RunConfig, backward: boolean): ElementRef {
  const name = arrayName(column.name, backward);
  if (column.axes === 'HTS') return { name, index: [head, t, i] };
  if (column.axes !== 'THK') return { name, index: [t, i] };
  const K = headWidth(config);
  return { name, index: column.ofHead ? [t, head, i] : [t, Math.floor(i / K), i % K] };
}

/** The spot at which an element is drawn, or null where it is not: another head, an array without a column. */
export function spotOf(
  columns: readonly Column[],
  ref: ElementRef,
  head: number,
  config: RunConfig,
  backward: boolean,
): Spot | null {
  const column = columns.findIndex(({ name }) => arrayName(name, backward) === ref.name);
  const shown = columns[column];
  if (!shown) return null;
  const [a = 0, b = 0, c = 0] = ref.index;
  const isSquare = shown.axes === 'HTS';
  if ((isSquare && a !== head) || (shown.axes === 'THK' && shown.ofHead && b !== head)) return null;
  const t = isSquare ? b : a;
  const i = shown.axes === 'THK' ? (shown.ofHead ? c : b * headWidth(config) + c) : isSquare ? c : b;
  return i < shown.cols ? { column, t, i } : null;
}

/** What looking at a spot selects, for all pictures that show the same. */
export function selectionOf(column: Column, ref: ElementRef): Partial<Selection> {
  const [a = 0, b = 0, c = 0] = ref.index;
  const layer = column.layer === null ? {} : { layer: column.layer };
  const base: Partial<Selection> = { position: column.axes === 'HTS' ? b : a, key: null, ...layer, cell: ref };
  if (column.axes === 'HTS') return { ...base, head: a, key: c };
  if (column.axes === 'THK') return { ...base, head: b };
  if (column.axes === 'TF') return { ...base, neuron: b };
  return column.axes === 'TV' ? { ...base, token: b } : { ...base, dimension: b };
}

/** The flat place of a spot in its array. */
export function flatOf(ref: ElementRef, shape: readonly number[]): number {
  return ref.index.reduce((flat, i, axis) => flat * (shape[axis] ?? 1) + i, 0);
}

/** The column under a point of the picture, with the room around it counted to the nearest. */
export function columnAt({ columns }: Layout, x: number): number | null {
  const SLACK_PX = 4;
  const found = columns.findIndex((column) => x >= column.x - SLACK_PX && x < column.x + column.width + SLACK_PX);
  return found < 0 ? null : found;
}

/** The box of elements `from` to before `end` of a row, in CSS pixels of the picture; at least wide enough to be seen. */
export function boxOf(
  { rows }: Layout,
  column: PlacedColumn,
  t: number,
  from: number,
  end: number,
): { x: number; y: number; width: number; height: number } {
  const square = column.axes === 'HTS';
  const gap = square ? 0 : rows.rowPx - rows.stripPx;
  const cell = column.width / column.cols;
  return {
    x: column.x + from * cell,
    y: (t - rows.first) * rows.rowPx + Math.floor(gap / 2),
    width: Math.max(2, (end - from) * cell),
    height: rows.rowPx - gap,
  };
}

/** Where a key leads: along the strip and on into the next column, from token to token; with Shift by whole columns. */
export function moved(columns: readonly Column[], spot: Spot, key: string, shift: boolean, T: number): Spot | null {
  const { column, t, i } = spot;
  const cols = columns[column]?.cols ?? 1;
  const enter = (next: number, side: 'start' | 'end' | 'same'): Spot => {
    const to = columns[next];
    if (!to) return spot;
    const place = side === 'same' ? Math.floor((i / cols) * to.cols) : side === 'start' ? 0 : to.cols - 1;
    return { column: next, t, i: Math.min(to.cols - 1, place) };
  };
  const step = (by: number): Spot => {
    if (shift) return enter(column + by, 'same');
    const next = i + by;
    if (next < 0) return enter(column - 1, 'end');
    return next >= cols ? enter(column + 1, 'start') : { ...spot, i: next };
  };
  switch (key) {
    case 'ArrowLeft':
      return step(-1);
    case 'ArrowRight':
      return step(1);
    case 'ArrowUp':
      return { ...spot, t: Math.max(0, t - 1) };
    case 'ArrowDown':
      return { ...spot, t: Math.min(T - 1, t + 1) };
    case 'PageUp':
      return { ...spot, t: Math.max(0, t - 10) };
    case 'PageDown':
      return { ...spot, t: Math.min(T - 1, t + 10) };
    case 'Home':
      return { ...spot, i: 0 };
    case 'End':
      return { ...spot, i: cols - 1 };
    default:
      return null;
  }
}
