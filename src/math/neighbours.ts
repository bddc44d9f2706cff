/** A row of a matrix and how much it points the way another does: the cosine, −1 to 1. */
export type Neighbour = { index: number; cosine: number };

/** Lengths of the N rows of an [N, D] matrix (row-major). */
export function rowNorms(data: ArrayLike<number>, rows: number, cols: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let i = row * cols; i < (row + 1) * cols; i++) sum += (data[i] ?? 0) ** 2;
    return Math.sqrt(sum);
  });
}

/** Cosine between row `index` and each row of an [N, D] matrix: x·y / (|x| |y|); 0 beside a row of zeros. */
export function cosinesTo(data: ArrayLike<number>, rows: number, cols: number, index: number): Float32Array {
  const norms = rowNorms(data, rows, cols);
  return Float32Array.from({ length: rows }, (_, row) => cosine(data, cols, norms, index, row));
}

/** Cosine between a vector of length D and each row of an [N, D] matrix; 0 beside zeros. */
export function cosinesWith(data: ArrayLike<number>, rows: number, cols: number, vector: ArrayLike<number>): Float32Array {
  const norms = rowNorms(data, rows, cols);
  const own = rowNorms(vector, 1, cols)[0] ?? 0;
  return Float32Array.from({ length: rows }, (_, row) => {
    const lengths = own * (norms[row] ?? 0);
    if (!(lengths > 0)) return 0;
    let sum = 0;
    for (let i = 0; i < cols; i++) sum += (data[row * cols + i] ?? 0) * (vector[i] ?? 0);
    return sum / lengths;
  });
}

/** The sum of rows of a matrix, each with its sign or weight: `[{ row: a, weight: 1 }, { row: b, weight: −1 }, …]` to [D]. */
export function combineRows(
  data: ArrayLike<number>,
  cols: number,
  terms: readonly { row: number; weight: number }[],
): Float32Array {
  const out = new Float32Array(cols);
  for (const { row, weight } of terms) {
    for (let i = 0; i < cols; i++) out[i] = (out[i] ?? 0) + weight * (data[row * cols + i] ?? 0);
  }
  return out;
}

/** Cosines between all pairs of rows of an [N, D] matrix, as [N, N]. */
export function cosineMatrix(data: ArrayLike<number>, rows: number, cols: number): Float32Array {
  const norms = rowNorms(data, rows, cols);
  const out = new Float32Array(rows * rows);
  for (let a = 0; a < rows; a++) {
    for (let b = a; b < rows; b++) {
      const value = cosine(data, cols, norms, a, b);
      out[a * rows + b] = value;
      out[b * rows + a] = value;
    }
  }
  return out;
}

/** The `count` rows nearest to row `index` by cosine, itself left out, falling, ties by the lower index. */
export function nearestRows(
  cosines: ArrayLike<number>,
  index: number,
  count: number,
  counts?: (row: number) => boolean,
): Neighbour[] {
  const all: Neighbour[] = [];
  for (let row = 0; row < cosines.length; row++) {
    if (row !== index && (counts?.(row) ?? true)) all.push({ index: row, cosine: cosines[row] ?? 0 });
  }
  return all.sort((a, b) => b.cosine - a.cosine || a.index - b.index).slice(0, count);
}

function cosine(data: ArrayLike<number>, cols: number, norms: Float64Array, a: number, b: number): number {
  const lengths = (norms[a] ?? 0) * (norms[b] ?? 0);
  if (!(lengths > 0)) return 0;
  let sum = 0;
  for (let i = 0; i < cols; i++) sum += (data[a * cols + i] ?? 0) * (data[b * cols + i] ?? 0);
  return sum / lengths;
}
