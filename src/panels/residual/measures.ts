import { cosine, eachRow, norm, rowOf } from '#math/statistics.ts';
import type { Flow } from './depth.ts';

/** ‖x‖ of every token at every depth, [T, depths] (row-major: a row is a token). */
export function lengthsOf(flow: Flow, T: number, D: number): Float32Array {
  const lengths_TN = new Float32Array(T * flow.length);
  flow.forEach(({ stream }, at) => {
    eachRow(stream, D, norm).forEach((length, t) => {
      lengths_TN[t * flow.length + at] = length;
    });
  });
  return lengths_TN;
}

/** The median of each column of a matrix [rows, cols]; the mean of the middle two where the number of rows is even. */
export function columnMedians(data: Float32Array, cols: number): Float32Array {
  const rows = Math.floor(data.length / cols);
  return Float32Array.from({ length: cols }, (_, col) => {
    const sorted = Float32Array.from({ length: rows }, (_unused, row) => data[row * cols + col] ?? 0).sort();
    const middle = (rows - 1) / 2;
    return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
  });
}

/** What one part adds at one token: its length, and its cosine with the stream it is added to. */
export type Addition = { at: number; length: number; cosine: number };

/** The additions along the depth at one token; `at` is the index of the depth they lead to. */
export function additionsOf(flow: Flow, position: number, D: number): Addition[] {
  return flow.flatMap(({ added }, at): Addition[] => {
    const before = flow[at - 1];
    if (added === null || before === undefined) return [];
    const written = rowOf(added, position, D);
    return [{ at, length: norm(written), cosine: cosine(written, rowOf(before.stream, position, D)) }];
  });
}
