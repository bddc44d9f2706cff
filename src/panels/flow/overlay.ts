import type { Layout, PlacedColumn } from './layout.ts';
import { boxOf } from './place.ts';
import type { Spot } from './place.ts';

/** Neighbouring cells of one row. */
export type Run = { column: number; t: number; from: number; end: number };

/** Cells put together to runs, so that a whole row is one outline and one line. */
export function runsOf(spots: readonly Spot[]): Run[] {
  const ordered = spots.toSorted((a, b) => a.column - b.column || a.t - b.t || a.i - b.i);
  const runs: Run[] = [];
  for (const { column, t, i } of ordered) {
    const last = runs.at(-1);
    if (last && last.column === column && last.t === t && last.end === i) last.end = i + 1;
    else runs.push({ column, t, from: i, end: i + 1 });
  }
  return runs;
}

export type OverlayColours = { focus: string; card: string; attn: string };

/** More lines than this are a cloud. */
const MOST_LINES = 80;
/** Below this weight an arc is a hair that says nothing. */
const LEAST_WEIGHT = 0.02;
const ARC_PX = 7;

type Pen = { context: CanvasRenderingContext2D; layout: Layout; colours: OverlayColours };

function isShown({ rows }: Layout, t: number): boolean {
  return t >= rows.first && t < rows.first + rows.count;
}

/** Rings the cell that is looked at and lights the cells it is computed from, each with a line to it. */
export function drawDependence({ context, layout, colours }: Pen, spot: Spot, runs: readonly Run[]): void {
  const column = layout.columns[spot.column];
  if (!column || !isShown(layout, spot.t)) return;
  const box = boxOf(layout, column, spot.t, spot.i, spot.i + 1);
  const [toX, toY] = [box.x + box.width / 2, box.y + box.height / 2];
  const shown = runs.filter((run) => isShown(layout, run.t));
  context.strokeStyle = colours.focus;
  context.globalAlpha = 0.45;
  context.lineWidth = 1;
  context.beginPath();
  for (const run of shown.slice(0, MOST_LINES)) line({ context, layout, colours }, run, toX, toY);
  context.stroke();
  context.globalAlpha = 1;
  context.lineWidth = 1.5;
  for (const run of shown) {
    const from = layout.columns[run.column];
    if (!from) continue;
    const lit = boxOf(layout, from, run.t, run.from, run.end);
    context.strokeRect(lit.x - 0.75, lit.y - 0.75, lit.width + 1.5, lit.height + 1.5);
  }
  ring({ context, layout, colours }, column, spot);
}

function line({ context, layout }: Pen, run: Run, toX: number, toY: number): void {
  const from = layout.columns[run.column];
  if (!from) return;
  const lit = boxOf(layout, from, run.t, run.from, run.end);
  const isBefore = lit.x + lit.width / 2 < toX;
  const [x, y] = [isBefore ? lit.x + lit.width : lit.x, lit.y + lit.height / 2];
  const bend = (toX - x) / 2;
  context.moveTo(x, y);
  context.bezierCurveTo(x + bend, y, toX - bend, toY, toX, toY);
}

/** Rings one cell. */
function ring({ context, layout, colours }: Pen, column: PlacedColumn, { t, i }: Spot): void {
  const box = boxOf(layout, column, t, i, i + 1);
  context.lineWidth = 2;
  context.strokeStyle = colours.card;
  context.strokeRect(box.x - 1, box.y - 1, box.width + 2, box.height + 2);
  context.strokeStyle = colours.focus;
  context.strokeRect(box.x - 2, box.y - 2, box.width + 4, box.height + 4);
}

/** Curves from the keys a token attends to, as thick as their weights, to the token's row. */
export function drawArcs({ context, layout, colours }: Pen, weights_S: ArrayLike<number>, t: number): void {
  const { arcs, rows } = layout;
  if (!arcs || !isShown(layout, t)) return;
  const middle = (at: number): number => (at - rows.first + 0.5) * rows.rowPx;
  const [left, right, toY] = [arcs.x + 3, arcs.x + arcs.width - 3, middle(t)];
  context.strokeStyle = colours.attn;
  for (let key = 0; key < weights_S.length; key++) {
    const weight = weights_S[key] ?? 0;
    if (!(weight > LEAST_WEIGHT)) continue;
    // A key above or below the stretch on screen comes in from the edge.
    const fromY = Math.max(-4, Math.min(layout.heightPx + 4, middle(key)));
    context.globalAlpha = 0.2 + 0.55 * weight;
    context.lineWidth = 1 + weight * (ARC_PX - 1);
    context.beginPath();
    context.moveTo(left, fromY);
    context.bezierCurveTo((left + right) / 2, fromY, (left + right) / 2, toY, right, toY);
    context.stroke();
  }
  context.globalAlpha = 1;
}
