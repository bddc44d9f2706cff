import { bracesOf, drawBrace } from './braces.ts';
import type { Layout, PlacedColumn } from './layout.ts';
import { boxOf } from './place.ts';
import type { Spot } from './place.ts';
import type { Run } from './runs.ts';

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

/**
 * Rings the cell that is looked at, where it is drawn, and lights the cells it is computed from, each with an arrow to it,
 * and with braces along what is summed over.
 */
export function drawDependence(pen: Pen, spot: Spot | null, runs: readonly Run[], sums: boolean): void {
  const { context, layout, colours } = pen;
  const shown = runs.filter((run) => isShown(layout, run.t));
  const column = spot && isShown(layout, spot.t) ? layout.columns[spot.column] : undefined;
  context.strokeStyle = colours.focus;
  context.fillStyle = colours.focus;
  if (spot && column) {
    const box = boxOf(layout, column, spot.t, spot.i, spot.i + 1);
    context.globalAlpha = 0.5;
    context.lineWidth = 1;
    context.beginPath();
    for (const run of shown.slice(0, MOST_LINES)) line(pen, run, box);
    context.stroke();
    for (const isBefore of sidesOf(layout, shown, box)) arrowhead(pen, box, isBefore);
    context.globalAlpha = 1;
  }
  context.lineWidth = 1.5;
  for (const run of shown) {
    const from = layout.columns[run.column];
    if (!from) continue;
    const lit = boxOf(layout, from, run.t, run.from, run.end);
    context.strokeRect(lit.x - 0.75, lit.y - 0.75, lit.width + 1.5, lit.height + 1.5);
  }
  if (sums) for (const brace of bracesOf(layout, runs)) drawBrace(context, brace, colours);
  if (spot && column) ring(pen, column, spot);
}

type Box = { x: number; y: number; width: number; height: number };
const ARROW_PX = { long: 6, half: 3, gap: 3 };

/** From which sides of a cell its sources come: true for the left. */
function sidesOf(layout: Layout, runs: readonly Run[], to: Box): Set<boolean> {
  return new Set(
    runs.slice(0, MOST_LINES).flatMap((run) => {
      const from = layout.columns[run.column];
      return from ? [isLeftOf(boxOf(layout, from, run.t, run.from, run.end), to)] : [];
    }),
  );
}

function isLeftOf(from: Box, to: Box): boolean {
  return from.x + from.width / 2 < to.x + to.width / 2;
}

function line({ context, layout }: Pen, run: Run, to: Box): void {
  const from = layout.columns[run.column];
  if (!from) return;
  const lit = boxOf(layout, from, run.t, run.from, run.end);
  const isBefore = isLeftOf(lit, to);
  const [x, y] = [isBefore ? lit.x + lit.width : lit.x, lit.y + lit.height / 2];
  const reach = ARROW_PX.gap + ARROW_PX.long;
  const [toX, toY] = [isBefore ? to.x - reach : to.x + to.width + reach, to.y + to.height / 2];
  const bend = (toX - x) / 2;
  context.moveTo(x, y);
  context.bezierCurveTo(x + bend, y, toX - bend, toY, toX, toY);
}

/** Where the lines of one side end, at the edge of the cell. */
function arrowhead({ context }: Pen, to: Box, isBefore: boolean): void {
  const [tip, back] = isBefore
    ? [to.x - ARROW_PX.gap, to.x - ARROW_PX.gap - ARROW_PX.long]
    : [to.x + to.width + ARROW_PX.gap, to.x + to.width + ARROW_PX.gap + ARROW_PX.long];
  const y = to.y + to.height / 2;
  context.globalAlpha = 1;
  context.beginPath();
  context.moveTo(tip, y);
  context.lineTo(back, y - ARROW_PX.half);
  context.lineTo(back, y + ARROW_PX.half);
  context.closePath();
  context.fill();
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
