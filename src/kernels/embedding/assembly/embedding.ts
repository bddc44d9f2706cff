/**
 * x[b,t] = table[id] + positions[t], and back: rows of the tables' gradients gather the gradients
 * of their tokens and positions. Table rows are D floats apart, activation rows `stride` floats.
 */

@inline
function addRow(target: usize, source: usize, D: i32): void {
  let d: i32 = 0;
  for (; d + 4 <= D; d += 4) {
    const o = <usize>d << 2;
    v128.store(target + o, f32x4.add(v128.load(target + o), v128.load(source + o)));
  }
  for (; d < D; d++) {
    const o = <usize>d << 2;
    store<f32>(target + o, load<f32>(target + o) + load<f32>(source + o));
  }
}

/** `positions` [P,D] is 0 where the model adds none. */
export function embed(ids: usize, table: usize, positions: usize, x: usize, stride: i32, B: i32, T: i32, D: i32): void {
  const row = <usize>D << 2;
  for (let b: i32 = 0; b < B; b++) {
    for (let t: i32 = 0; t < T; t++) {
      memory.copy(x, table + <usize>load<i32>(ids) * row, row);
      if (positions) addRow(x, positions + <usize>t * row, D);
      x += <usize>stride << 2;
      ids += 4;
    }
  }
}

/** Adds each row of dx to its token's row of dTable and, unless it is 0, its position's row of dPositions. */
export function embedBackward(ids: usize, dx: usize, stride: i32, dTable: usize, dPositions: usize, B: i32, T: i32, D: i32): void {
  const row = <usize>D << 2;
  for (let b: i32 = 0; b < B; b++) {
    for (let t: i32 = 0; t < T; t++) {
      addRow(dTable + <usize>load<i32>(ids) * row, dx, D);
      if (dPositions) addRow(dPositions + <usize>t * row, dx, D);
      dx += <usize>stride << 2;
      ids += 4;
    }
  }
}
