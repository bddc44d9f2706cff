import { madd } from '../../vector/assembly/vector';

/**
 * The 6 × 8 tile. Twelve accumulators, two vectors of B and one broadcast of A fill fifteen of the
 * sixteen registers of x86-64; 4 × 8 and 4 × 16 were 12 and 34 % slower there. The loops over the depth
 * stay rolled: V8 unrolls them itself, and what is unrolled here is reordered until it spills.
 */
@inline
export const TILE_ROWS: i32 = 6;
@inline
export const TILE_COLUMNS: i32 = 8;

/** What becomes of a finished sum s: stored, added to the operand, or multiplied with it. */
@inline
export const STORE: i32 = 0;
@inline
export const ADD: i32 = 1;
@inline
export const MULTIPLY: i32 = 2;

@inline
function finish(c: usize, operand: usize, epilogue: i32, low: v128, high: v128): void {
  if (epilogue == ADD) {
    low = f32x4.add(low, v128.load(operand));
    high = f32x4.add(high, v128.load(operand, 16));
  } else if (epilogue == MULTIPLY) {
    low = f32x4.mul(low, v128.load(operand));
    high = f32x4.mul(high, v128.load(operand, 16));
  }
  v128.store(c, low);
  v128.store(c, high, 16);
}

/** Where row `r` of A begins; one that the tile does not have stands for row 0, so that nothing behind A is read. */
@inline
function rowOf(a: usize, aStride: usize, r: i32, rows: i32): usize {
  return r < rows ? a + <usize>r * aStride : a;
}

/**
 * c[rows,8] = start[8] + Σ_k a[r,k]·b[k,8], then the epilogue, for up to six rows of A as they lie in memory,
 * `aStride` bytes apart, and a packed panel of B. `start` is 0 for none; `stride` is the byte stride of the rows of c
 * and of the operand.
 */
export function tileOfRows(
  a: usize, aStride: usize, b: usize, depth: i32, rows: i32, c: usize, stride: usize, start: usize, epilogue: i32, operand: usize,
): void {
  let low0 = f32x4.splat(0);
  let high0 = f32x4.splat(0);
  if (start) {
    low0 = v128.load(start);
    high0 = v128.load(start, 16);
  }
  let low1 = low0, low2 = low0, low3 = low0, low4 = low0, low5 = low0;
  let high1 = high0, high2 = high0, high3 = high0, high4 = high0, high5 = high0;
  const a0 = a;
  const a1 = rowOf(a, aStride, 1, rows);
  const a2 = rowOf(a, aStride, 2, rows);
  const a3 = rowOf(a, aStride, 3, rows);
  const a4 = rowOf(a, aStride, 4, rows);
  const a5 = rowOf(a, aStride, 5, rows);
  const end = <usize>depth << 2;
  for (let o: usize = 0; o < end; o += 4) {
    const bLow = v128.load(b);
    const bHigh = v128.load(b, 16);
    let s = v128.load32_splat(a0 + o);
    low0 = madd(s, bLow, low0);
    high0 = madd(s, bHigh, high0);
    s = v128.load32_splat(a1 + o);
    low1 = madd(s, bLow, low1);
    high1 = madd(s, bHigh, high1);
    s = v128.load32_splat(a2 + o);
    low2 = madd(s, bLow, low2);
    high2 = madd(s, bHigh, high2);
    s = v128.load32_splat(a3 + o);
    low3 = madd(s, bLow, low3);
    high3 = madd(s, bHigh, high3);
    s = v128.load32_splat(a4 + o);
    low4 = madd(s, bLow, low4);
    high4 = madd(s, bHigh, high4);
    s = v128.load32_splat(a5 + o);
    low5 = madd(s, bLow, low5);
    high5 = madd(s, bHigh, high5);
    b += 32;
  }
  finish(c, operand, epilogue, low0, high0);
  if (rows > 1) finish(c + stride, operand + stride, epilogue, low1, high1);
  if (rows > 2) finish(c + 2 * stride, operand + 2 * stride, epilogue, low2, high2);
  if (rows > 3) finish(c + 3 * stride, operand + 3 * stride, epilogue, low3, high3);
  if (rows > 4) finish(c + 4 * stride, operand + 4 * stride, epilogue, low4, high4);
  if (rows > 5) finish(c + 5 * stride, operand + 5 * stride, epilogue, low5, high5);
}

/** As `tileOfRows` with a[r,k] at a + k·aStride + 4r: columns of a matrix, or a packed panel of it. Reads whole sixes of floats. */
export function tileOfColumns(
  a: usize, aStride: usize, b: usize, depth: i32, rows: i32, c: usize, stride: usize, start: usize, epilogue: i32, operand: usize,
): void {
  let low0 = f32x4.splat(0);
  let high0 = f32x4.splat(0);
  if (start) {
    low0 = v128.load(start);
    high0 = v128.load(start, 16);
  }
  let low1 = low0, low2 = low0, low3 = low0, low4 = low0, low5 = low0;
  let high1 = high0, high2 = high0, high3 = high0, high4 = high0, high5 = high0;
  const end = b + (<usize>depth << 5);
  while (b < end) {
    const bLow = v128.load(b);
    const bHigh = v128.load(b, 16);
    let s = v128.load32_splat(a);
    low0 = madd(s, bLow, low0);
    high0 = madd(s, bHigh, high0);
    s = v128.load32_splat(a, 4);
    low1 = madd(s, bLow, low1);
    high1 = madd(s, bHigh, high1);
    s = v128.load32_splat(a, 8);
    low2 = madd(s, bLow, low2);
    high2 = madd(s, bHigh, high2);
    s = v128.load32_splat(a, 12);
    low3 = madd(s, bLow, low3);
    high3 = madd(s, bHigh, high3);
    s = v128.load32_splat(a, 16);
    low4 = madd(s, bLow, low4);
    high4 = madd(s, bHigh, high4);
    s = v128.load32_splat(a, 20);
    low5 = madd(s, bLow, low5);
    high5 = madd(s, bHigh, high5);
    a += aStride;
    b += 32;
  }
  finish(c, operand, epilogue, low0, high0);
  if (rows > 1) finish(c + stride, operand + stride, epilogue, low1, high1);
  if (rows > 2) finish(c + 2 * stride, operand + 2 * stride, epilogue, low2, high2);
  if (rows > 3) finish(c + 3 * stride, operand + 3 * stride, epilogue, low3, high3);
  if (rows > 4) finish(c + 4 * stride, operand + 4 * stride, epilogue, low4, high4);
  if (rows > 5) finish(c + 5 * stride, operand + 5 * stride, epilogue, low5, high5);
}
