/** Most sweeps over all pairs; a small matrix is diagonal to rounding after six or so. */
const SWEEPS = 60;

/**
 * Eigenvalues and eigenvectors of a small symmetric n × n matrix by cyclic Jacobi rotations (Golub & Van Loan, 8.5):
 * `values` falling, `vectors[i][k]` entry i of the k-th vector.
 */
export function jacobi(symmetric: readonly (readonly number[])[]): { values: number[]; vectors: number[][] } {
  const n = symmetric.length;
  const a = symmetric.map((row) => Float64Array.from(row));
  const v = a.map((_, i) => Float64Array.from({ length: n }, (__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let turned = false;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) turned = rotate(a, v, p, q) || turned;
    if (!turned) break;
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => (a[j]?.[j] ?? 0) - (a[i]?.[i] ?? 0));
  return { values: order.map((k) => a[k]?.[k] ?? 0), vectors: v.map((row) => order.map((k) => row[k] ?? 0)) };
}

/** Turns the plane (p, q) so that a[p][q] becomes 0; false when it was nothing beside the diagonal. */
function rotate(a: Float64Array[], v: Float64Array[], p: number, q: number): boolean {
  const [rowP, rowQ] = [a[p], a[q]];
  const off = rowP?.[q] ?? 0;
  if (!rowP || !rowQ || off === 0) return false;
  const [app, aqq] = [rowP[p] ?? 0, rowQ[q] ?? 0];
  if (Math.abs(off) <= Number.EPSILON * Math.sqrt(Math.abs(app * aqq))) return false;
  const theta = (aqq - app) / (2 * off);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (const row of a) turn(row, p, q, c, s);
  for (let i = 0; i < rowP.length; i++) {
    const [x, y] = [rowP[i] ?? 0, rowQ[i] ?? 0];
    rowP[i] = c * x - s * y;
    rowQ[i] = s * x + c * y;
  }
  for (const row of v) turn(row, p, q, c, s);
  return true;
}

function turn(row: Float64Array, p: number, q: number, c: number, s: number): void {
  const [x, y] = [row[p] ?? 0, row[q] ?? 0];
  row[p] = c * x - s * y;
  row[q] = s * x + c * y;
}
