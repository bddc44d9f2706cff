/** Where a number stands among its like. */
export type Standing = { value: number; rank: number; count: number; low: number; median: number; high: number };

/** More numbers than this are thinned evenly before their deciles are found. */
const MOST_SORTED = 4096;

/** The lengths (Euclidean norms) of all slices of `size` numbers. */
function lengths(data: Float32Array, size: number): Float32Array {
  return Float32Array.from({ length: data.length / size }, (_, slice) => {
    let sum = 0;
    for (let i = slice * size; i < (slice + 1) * size; i++) sum += (data[i] ?? 0) ** 2;
    return Math.sqrt(sum);
  });
}

/** The first decile, the median and the ninth decile of finite numbers. */
function deciles(finite: Float32Array): { low: number; median: number; high: number } {
  const stride = Math.max(1, Math.ceil(finite.length / MOST_SORTED));
  const sorted = Float32Array.from({ length: Math.ceil(finite.length / stride) }, (_, i) => finite[i * stride] ?? 0).sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return { low: at(0.1), median: at(0.5), high: at(0.9) };
}

/**
 * An element of a row-major array among all its finite elements: its rank (1: none is larger) and their deciles. An
 * index that names fewer axes than there are means the length of that slice, among the lengths of all such slices.
 * Null where the index lies outside.
 */
export function standingOf(data: Float32Array, shape: readonly number[], index: readonly number[]): Standing | null {
  if (index.length > shape.length) return null;
  let at = 0;
  for (const [axis, i] of index.entries()) {
    const length = shape[axis] ?? 0;
    if (!Number.isInteger(i) || i < 0 || i >= length) return null;
    at = at * length + i;
  }
  const size = shape.slice(index.length).reduce((product, length) => product * length, 1);
  const all = size === 1 ? data : lengths(data, size);
  const value = all[at];
  if (value === undefined) return null;
  const finite = all.filter(Number.isFinite);
  let larger = 0;
  for (const each of finite) if (each > value) larger++;
  return { value, rank: larger + 1, count: finite.length, ...deciles(finite) };
}
