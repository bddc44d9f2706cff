/** Numbers by position; typed arrays and plain ones alike. */
export type Numbers = ArrayLike<number>;

/**
 * The points of a curve that a chart of `columns` pixel columns can show: in each column the first, the lowest, the
 * highest and the last (M4 aggregation, Jugel et al. 2014), so that no spike is lost. `x` ascends. The end of a run of
 * numbers and the start of the next (NaN between them) are kept, so that gaps stay gaps. Answers with indices, ascending.
 */
export function decimate(x: Numbers, y: Numbers, columns: number): number[] {
  const count = Math.min(x.length, y.length);
  if (count <= 4 * columns) return Array.from({ length: count }, (_, index) => index);
  const start = x[0] ?? 0;
  const width = ((x[count - 1] ?? 0) - start) / columns || 1;
  const kept: number[] = [];
  let index = 0;
  while (index < count) {
    const column = Math.floor(((x[index] ?? 0) - start) / width);
    const first = index;
    let low = -1;
    let high = -1;
    let gap = -1;
    while (index < count && Math.floor(((x[index] ?? 0) - start) / width) === column) {
      const value = y[index] ?? Number.NaN;
      if (Number.isNaN(value)) gap = index;
      else {
        if (low < 0 || value < (y[low] ?? 0)) low = index;
        if (high < 0 || value > (y[high] ?? 0)) high = index;
      }
      index++;
    }
    const marks = [first, low, high, gap, index - 1].filter((mark) => mark >= 0).toSorted((a, b) => a - b);
    for (const mark of marks) if (kept.at(-1) !== mark) kept.push(mark);
  }
  return kept;
}

/** The index of the `x` (ascending) nearest to `target`, or −1 when there is none. */
export function nearestIndex(x: Numbers, target: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) < target) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return x.length === 0 ? -1 : 0;
  if (low === x.length) return low - 1;
  return target - (x[low - 1] ?? 0) <= (x[low] ?? 0) - target ? low - 1 : low;
}

/** The lowest and highest finite number, above 0 only when `positive`; null when there is none. */
export function finiteExtent(values: Numbers, positive = false): [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? Number.NaN;
    if (!Number.isFinite(value) || (positive && value <= 0)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? null : [low, high];
}
