import type { Layout, PlacedColumn } from './layout.ts';

/** What draws the thin ribbons between the columns. */
export type RibbonPen = { context: CanvasRenderingContext2D; colour: (role: string) => string; backward: boolean };

const LEAST_ROW_PX = 6;
const ADDS = new Set(['addAttn', 'addMlp', 'addPosition']);

/**
 * Keeps each token's row together: a thin ribbon from column to column, tapering the way the data go, and under the
 * strips of a block the residual stream itself, which passes by and joins where it is added.
 */
export function drawRibbons(pen: RibbonPen, layout: Layout): void {
  // Rows so low hold together without them.
  if (layout.rows.rowPx < LEAST_ROW_PX) return;
  const byName = new Map(layout.columns.map((column) => [column.name, column]));
  layout.columns.forEach((column, at) => {
    const before = layout.columns[at - 1];
    // Where the arcs stand between the weights and what they gather there is no ribbon.
    if (before && before.kind !== 'weights' && column.inputs.includes(before.name)) straight(pen, layout, before, column);
    if (!ADDS.has(column.label)) return;
    const stream = byName.get(column.inputs[0] ?? '');
    if (stream && stream !== before) passing(pen, layout, stream, column);
  });
}

function straight({ context, colour, backward }: RibbonPen, { rows }: Layout, from: PlacedColumn, to: PlacedColumn): void {
  const [left, right] = [from.x + from.width + 1, to.x - 1];
  context.fillStyle = colour('--resid');
  context.globalAlpha = 0.3;
  context.beginPath();
  const half = Math.max(0.75, rows.stripPx / 10);
  const [start, end] = backward ? [0.4, half] : [half, 0.4];
  for (let row = 0; row < rows.count; row++) {
    const y = (row + 0.5) * rows.rowPx;
    context.moveTo(left, y - start);
    context.lineTo(right, y - end);
    context.lineTo(right, y + end);
    context.lineTo(left, y + start);
    context.closePath();
  }
  context.fill();
  context.globalAlpha = 1;
}

/** The stream under the strips, from where the block reads it to where something is added to it. */
function passing({ context, colour }: RibbonPen, { rows }: Layout, from: PlacedColumn, to: PlacedColumn): void {
  const [left, right] = [from.x + from.width, to.x];
  context.strokeStyle = colour('--resid');
  context.globalAlpha = 0.36;
  context.lineWidth = 1;
  context.beginPath();
  for (let row = 0; row < rows.count; row++) {
    const middle = (row + 0.5) * rows.rowPx;
    const under = (row + 1) * rows.rowPx - 1.5;
    context.moveTo(left, middle);
    context.quadraticCurveTo(left + 4, middle, left + 4, under - 3);
    context.quadraticCurveTo(left + 4, under, left + 8, under);
    context.lineTo(right - 8, under);
    context.quadraticCurveTo(right - 4, under, right - 4, under - 3);
    context.quadraticCurveTo(right - 4, middle, right, middle);
  }
  context.stroke();
  context.globalAlpha = 1;
}
