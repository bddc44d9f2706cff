type Numbers = ArrayLike<number>;

/** Arithmetic mean; NaN of nothing. */
export function mean(values: Numbers): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0;
  return sum / values.length;
}

/** Root of the mean squared distance from the mean (divided by n, as layer norm does, Ba et al. 2016, eq. 3). */
export function standardDeviation(values: Numbers): number {
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += ((values[i] ?? 0) - centre) ** 2;
  return Math.sqrt(sum / values.length);
}

/** Root of the mean square, the scale of RMSNorm (Zhang and Sennrich 2019, eq. 4) without its ε. */
export function rootMeanSquare(values: Numbers): number {
  return norm(values) / Math.sqrt(values.length);
}

/** Euclidean length ‖x‖₂. */
export function norm(values: Numbers): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] ?? 0) ** 2;
  return Math.sqrt(sum);
}

/** Cosine of the angle between two vectors of one length, in [−1, 1]; NaN when either has no length. */
export function cosine(a: Numbers, b: Numbers): number {
  if (a.length !== b.length) throw new Error(`cosine: vectors of ${a.length} and ${b.length} elements, wanted one length`);
  let product = 0;
  for (let i = 0; i < a.length; i++) product += (a[i] ?? 0) * (b[i] ?? 0);
  const lengths = norm(a) * norm(b);
  return lengths > 0 ? Math.max(-1, Math.min(1, product / lengths)) : Number.NaN;
}

/** One row of a row-major matrix with rows of `width`, without a copy. */
export function rowOf(data: Float32Array, row: number, width: number): Float32Array {
  if (row < 0 || (row + 1) * width > data.length) {
    throw new Error(`rowOf: row ${row} of width ${width} outside ${data.length} elements`);
  }
  return data.subarray(row * width, (row + 1) * width);
}

/** A number for each row of a row-major matrix [rows, width]. */
export function eachRow(data: Float32Array, width: number, measure: (row: Float32Array) => number): Float32Array {
  return Float32Array.from({ length: Math.floor(data.length / width) }, (_, row) => measure(rowOf(data, row, width)));
}

/** Indices of the `count` largest values, largest first, the earlier one at a tie; NaN counts as smallest. */
export function largest(values: Numbers, count: number): number[] {
  const at = (index: number): number => {
    const value = values[index] ?? Number.NaN;
    return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
  };
  return Array.from({ length: values.length }, (_, index) => index)
    .sort((a, b) => (at(a) === at(b) ? a - b : at(b) > at(a) ? 1 : -1))
    .slice(0, count);
}

/** How many values fall into each of `bins` equal parts of [low, high]; the last part holds `high`, what is outside counts nowhere. */
export function histogram(values: Numbers, low: number, high: number, bins: number): Uint32Array {
  const counts = new Uint32Array(bins);
  const width = (high - low) / bins;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (!(value >= low && value <= high)) continue;
    const bin = width > 0 ? Math.min(bins - 1, Math.floor((value - low) / width)) : 0;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}
