import { madd } from '../../vector/assembly/vector';

/**
 * The 6 × 8 tile. Twelve accumulators, two vectors of B and one broadcast of A fill fifteen of the
 * sixteen registers of x86-64; 4 × 8 and 4 × 16 were 12 and 34 % slower there.
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

/**
 * c[6,8] = start[8] + Σ_k a[k,6]·b[k,8], then the epilogue. `a` and `b` are packed panels;
 * `start` is 0 for none; `stride` is the byte stride of the rows of c and of the operand.
 * The loop stays rolled: unrolling it by two was 19 % slower.
 */
export function tile(a: usize, b: usize, depth: i32, c: usize, stride: usize, start: usize, epilogue: i32, operand: usize): void {
  let low0 = f32x4.splat(0);
  let high0 = f32x4.splat(0);
  if (start) {
    low0 = v128.load(start);
    high0 = v128.load(start, 16);
  }
  let low1 = low0, low2 = low0, low3 = low0, low4 = low0, low5 = low0;
  let high1 = high0, high2 = high0, high3 = high0, high4 = high0, high5 = high0;
  for (let k: i32 = 0; k < depth; k++) {
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
    a += 24;
    b += 32;
  }
  finish(c, operand, epilogue, low0, high0);
  finish(c + stride, operand + stride, epilogue, low1, high1);
  finish(c + 2 * stride, operand + 2 * stride, epilogue, low2, high2);
  finish(c + 3 * stride, operand + 3 * stride, epilogue, low3, high3);
  finish(c + 4 * stride, operand + 4 * stride, epilogue, low4, high4);
  finish(c + 5 * stride, operand + 5 * stride, epilogue, low5, high5);
}
