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
