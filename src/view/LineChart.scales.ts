import { scaleLinear, scaleLog } from 'd3';
import type { NumberScale } from './Axis.tsx';
import { finiteExtent } from './LineChart.decimate.ts';
import type { Numbers } from './LineChart.decimate.ts';

export type ScaleKind = 'linear' | 'log';
export type Domain = readonly [number, number];

/** The extent of several columns together, or null when none holds a number that the kind of scale can place. */
export function extentOf(columns: readonly Numbers[], kind: ScaleKind): Domain | null {
  const extents = columns.map((column) => finiteExtent(column, kind === 'log')).filter((extent) => extent !== null);
  if (extents.length === 0) return null;
  return [Math.min(...extents.map(([low]) => low)), Math.max(...extents.map(([, high]) => high))];
}

/** A scale over `domain`, widened where it is a single point; `nice` rounds its ends. */
export function makeScale(kind: ScaleKind, domain: Domain | null, range: Domain, nice: boolean): NumberScale {
  let [low, high] = domain ?? (kind === 'log' ? [0.1, 1] : [0, 1]);
  if (kind === 'log' && low <= 0) low = Math.min(1e-6, high / 10);
  if (high <= low)
    [low, high] = kind === 'log' ? [low / 2, low * 2] : [low - (Math.abs(low) || 1) / 2, low + (Math.abs(low) || 1) / 2];
  const scale = (kind === 'log' ? scaleLog() : scaleLinear()).domain([low, high]).range([...range]);
  return nice ? scale.nice(4) : scale;
}

/** A guide's label stands this far above its line, or below it; its height, and how far it may reach above the plot. */
const LABEL_PX = { above: -4, below: 12, height: 13, top: -6 };

/** Base lines of guide labels: above the line each names, or below it where the next label up would be touched. */
export function guideLabelYs(linesPx: readonly number[]): number[] {
  const labels: number[] = [];
  const order = Array.from(linesPx.keys()).sort((a, b) => (linesPx[a] ?? 0) - (linesPx[b] ?? 0));
  let floor = LABEL_PX.top;
  for (const index of order) {
    const line = linesPx[index] ?? 0;
    const above = line + LABEL_PX.above;
    labels[index] = above - LABEL_PX.height >= floor ? above : line + LABEL_PX.below;
    floor = labels[index];
  }
  return labels;
}

/** Base lines of labels beside the plot: level with the line each names, pushed apart where they would touch, within the plot's height. */
export function besideLabelYs(linesPx: readonly number[], heightPx: number): number[] {
  const labels: number[] = [];
  const order = Array.from(linesPx.keys()).sort((a, b) => (linesPx[a] ?? 0) - (linesPx[b] ?? 0));
  const level = 4;
  let least = level;
  for (const [rank, index] of order.entries()) {
    const most = heightPx + level - (order.length - 1 - rank) * LABEL_PX.height;
    const y = Math.min(most, Math.max(least, (linesPx[index] ?? 0) + level));
    labels[index] = y;
    least = y + LABEL_PX.height;
  }
  return labels;
}
