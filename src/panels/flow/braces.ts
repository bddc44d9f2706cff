import { graph } from '#lexicon/graph.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import type { Run } from './runs.ts';
import type { Layout, PlacedColumn } from './layout.ts';
import { boxOf } from './place.ts';

/** A sum runs along these cells: where the brace stands, along which axis, over how many elements. */
export type Brace = { axis: string; count: number; x: number; y: number; lengthPx: number; upright: boolean };

/** The letter of the axis that lies along a column's strips, and of the one that runs down its rows. */
function axesIn({ axes, ofHead }: PlacedColumn): { along: string; down: string } {
  // All heads side by side are the width of the stream again, cut into H times K.
  if (axes === 'THK') return { along: ofHead ? 'K' : 'H·K', down: 'S' };
  return { along: axes.at(-1) ?? '', down: 'S' };
}

/** Whether anything is summed at all: copies and activations read one element alone. */
export function sums(config: ModelConfig, name: string): boolean {
  if (name === 'probe.softmax' || name.startsWith('grad.')) return true;
  const op = graph(config).find((node) => node.name === name)?.op;
  return op !== undefined && !['embed', 'positionTable', 'positionSinusoid', 'add', 'same', 'activate', 'rotate'].includes(op);
}

/** The braces of the cells that are summed over: one along each run of a row, one down each run of a column. */
export function bracesOf(layout: Layout, runs: readonly Run[]): Brace[] {
  const { first, count } = layout.rows;
  const shown = runs.filter(({ t }) => t >= first && t < first + count);
  const braces: Brace[] = [];
  for (const [at, column] of layout.columns.entries()) {
    const own = shown.filter((run) => run.column === at);
    const [top, bottom] = [own[0], own.at(-1)];
    if (!top || !bottom) continue;
    const { along, down } = axesIn(column);
    const above = boxOf(layout, column, top.t, top.from, top.end);
    const below = boxOf(layout, column, bottom.t, bottom.from, bottom.end);
    const length = top.end - top.from;
    if (own.length === 1 && length > 1)
      braces.push({ axis: along, count: length, x: above.x, y: above.y + above.height, lengthPx: above.width, upright: false });
    if (own.length > 1 && length === 1)
      braces.push({
        axis: down,
        count: own.length,
        x: above.x,
        y: above.y,
        lengthPx: below.y + below.height - above.y,
        upright: true,
      });
  }
  return braces;
}

/** Draws a curly brace along a run of cells, with the axis' name and length at its point. */
export function drawBrace(context: CanvasRenderingContext2D, brace: Brace, colours: { focus: string; card: string }): void {
  const { x, y, lengthPx, upright } = brace;
  const bend = Math.min(4, lengthPx / 4);
  const half = lengthPx / 2;
  context.save();
  context.translate(upright ? x - 3 : x, upright ? y : y + 3);
  // Upright it opens to the cells at its right, with its point to the left.
  if (upright) context.rotate(Math.PI / 2);
  context.strokeStyle = colours.focus;
  context.lineWidth = 1.25;
  context.beginPath();
  context.moveTo(0, 0);
  context.quadraticCurveTo(0, bend, bend, bend);
  context.lineTo(half - bend, bend);
  context.quadraticCurveTo(half, bend, half, 2 * bend);
  context.quadraticCurveTo(half, bend, half + bend, bend);
  context.lineTo(lengthPx - bend, bend);
  context.quadraticCurveTo(lengthPx, bend, lengthPx, 0);
  context.stroke();
  context.restore();
  const text = `${brace.axis} = ${brace.count}`;
  context.font = '600 10.5px system-ui, sans-serif';
  const width = context.measureText(text).width + 6;
  const [wantedLeft, top] = upright ? [x - 5 - 2 * bend - width, y + half - 7] : [x + half - width / 2, y + 4 + 2 * bend];
  const left = Math.max(0, wantedLeft);
  context.fillStyle = colours.card;
  context.globalAlpha = 0.92;
  context.beginPath();
  context.roundRect(left, top, width, 14, 3);
  context.fill();
  context.globalAlpha = 1;
  context.fillStyle = colours.focus;
  context.textBaseline = 'middle';
  context.fillText(text, left + 3, top + 7.5);
}
