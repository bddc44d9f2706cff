/**
 * Packing: a matrix is copied into panels of `width` lanes, [panel][k][lane], which the tile reads
 * front to back. Whether rows or columns become lanes is decided here, by 4 × 4 shuffles, so that
 * AB, ABᵀ and AᵀB run equally fast and no transposed copy of a matrix exists.
 */

/** Four rows s, s + stride, … become four neighbouring lanes. `stride` and `step` in bytes. */
@inline
function interleave4(s: usize, stride: usize, target: usize, step: usize, depth: i32): void {
  const s1 = s + stride;
  const s2 = s1 + stride;
  const s3 = s2 + stride;
  let k: i32 = 0;
  let o: usize = 0;
  for (; k + 4 <= depth; k += 4) {
    const a = v128.load(s + o);
    const b = v128.load(s1 + o);
    const c = v128.load(s2 + o);
    const d = v128.load(s3 + o);
    const abLow = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const cdLow = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    v128.store(target, v128.shuffle<i64>(abLow, cdLow, 0, 2));
    v128.store(target + step, v128.shuffle<i64>(abLow, cdLow, 1, 3));
    v128.store(target + 2 * step, v128.shuffle<i64>(abHigh, cdHigh, 0, 2));
    v128.store(target + 3 * step, v128.shuffle<i64>(abHigh, cdHigh, 1, 3));
    target += 4 * step;
    o += 16;
  }
  for (; k < depth; k++) {
    store<f32>(target, load<f32>(s + o));
    store<f32>(target, load<f32>(s1 + o), 4);
    store<f32>(target, load<f32>(s2 + o), 8);
    store<f32>(target, load<f32>(s3 + o), 12);
    target += step;
    o += 4;
  }
}

/** Two rows become two neighbouring lanes. */
@inline
function interleave2(s: usize, stride: usize, target: usize, step: usize, depth: i32): void {
  const s1 = s + stride;
  let k: i32 = 0;
  let o: usize = 0;
  for (; k + 4 <= depth; k += 4) {
    const a = v128.load(s + o);
    const b = v128.load(s1 + o);
    const low = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const high = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    v128.store64_lane(target, low, 0);
    v128.store64_lane(target + step, low, 1);
    v128.store64_lane(target + 2 * step, high, 0);
    v128.store64_lane(target + 3 * step, high, 1);
    target += 4 * step;
    o += 16;
  }
  for (; k < depth; k++) {
    store<f32>(target, load<f32>(s + o));
    store<f32>(target, load<f32>(s1 + o), 4);
    target += step;
    o += 4;
  }
}

@inline
function interleave1(s: usize, target: usize, step: usize, depth: i32): void {
  for (let k: i32 = 0; k < depth; k++) {
    store<f32>(target, load<f32>(s + (<usize>k << 2)));
    target += step;
  }
}

@inline
function clearLane(target: usize, step: usize, depth: i32): void {
  for (let k: i32 = 0; k < depth; k++) {
    store<f32>(target, 0);
    target += step;
  }
}

/** Rows as lanes: element [r][k] lies at s + r·stride + 4k. Missing lanes of the last panel are 0. */
export function packRows(s: usize, stride: usize, rows: i32, depth: i32, target: usize, width: i32): void {
  const step = <usize>width << 2;
  for (let r: i32 = 0; r < rows; r += width) {
    const lanes = min(width, rows - r);
    let i: i32 = 0;
    for (; i + 4 <= lanes; i += 4) interleave4(s + <usize>i * stride, stride, target + (<usize>i << 2), step, depth);
    for (; i + 2 <= lanes; i += 2) interleave2(s + <usize>i * stride, stride, target + (<usize>i << 2), step, depth);
    for (; i < lanes; i++) interleave1(s + <usize>i * stride, target + (<usize>i << 2), step, depth);
    for (; i < width; i++) clearLane(target + (<usize>i << 2), step, depth);
    s += <usize>width * stride;
    target += <usize>depth * step;
  }
}

/** Columns as lanes: element [k][c] lies at s + k·stride + 4c. Missing lanes of the last panel are 0. */
export function packColumns(s: usize, stride: usize, columns: i32, depth: i32, target: usize, width: i32): void {
  for (let c: i32 = 0; c < columns; c += width) {
    const lanes = min(width, columns - c);
    let row = s + (<usize>c << 2);
    if (lanes == 8) {
      for (let k: i32 = 0; k < depth; k++) {
        v128.store(target, v128.load(row));
        v128.store(target, v128.load(row, 16), 16);
        target += 32;
        row += stride;
      }
    } else if (lanes == 6 && width == 6) {
      for (let k: i32 = 0; k < depth; k++) {
        v128.store(target, v128.load(row));
        store<u64>(target, load<u64>(row, 16), 16);
        target += 24;
        row += stride;
      }
    } else {
      for (let k: i32 = 0; k < depth; k++) {
        let i: i32 = 0;
        for (; i < lanes; i++) store<f32>(target + (<usize>i << 2), load<f32>(row + (<usize>i << 2)));
        for (; i < width; i++) store<f32>(target + (<usize>i << 2), 0);
        target += <usize>width << 2;
        row += stride;
      }
    }
  }
}
