/** Rows picked from a matrix by a table of row numbers, and put back. Rows are `bytes` long. */

/** target[i] = source[rows[i]] for `count` rows. */
export function gatherRows(source: usize, rows: usize, target: usize, count: i32, bytes: usize): void {
  for (let i: i32 = 0; i < count; i++) {
    memory.copy(target, source + <usize>load<i32>(rows) * bytes, bytes);
    target += bytes;
    rows += 4;
  }
}

/** target[rows[i]] = source[i] for `count` rows; the other of the `total` rows become 0. */
export function scatterRows(source: usize, rows: usize, target: usize, count: i32, total: i32, bytes: usize): void {
  memory.fill(target, 0, <usize>total * bytes);
  for (let i: i32 = 0; i < count; i++) {
    memory.copy(target + <usize>load<i32>(rows) * bytes, source, bytes);
    source += bytes;
    rows += 4;
  }
}
