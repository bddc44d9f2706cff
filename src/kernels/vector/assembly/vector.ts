/**
 * What every SIMD kernel shares. All pointers are byte addresses into one linear memory; all
 * matrices are row-major f32; a row stride is a number of floats unless it says bytes.
 *
 * Rows of activations are padded to a multiple of four floats and the padding is kept at 0, so
 * that a row can be walked in whole vectors whatever the model's width.
 */

/** a·b + c in each lane: one fused instruction in the relaxed build, two in the portable one. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(c, f32x4.mul(a, b));
}

/** The sum of the four lanes. */
@inline
export function sumLanes(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

/** The largest of the four lanes. */
@inline
export function maxLanes(v: v128): f32 {
  const pairs = f32x4.pmax(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(f32x4.pmax(pairs, v128.shuffle<f32>(pairs, pairs, 1, 0, 3, 2)), 0);
}

/** n rounded up to a multiple of four. */
@inline
export function align4(n: i32): i32 {
  return (n + 3) & ~3;
}

/** n rounded up to a multiple of eight. */
@inline
export function align8(n: i32): i32 {
  return (n + 7) & ~7;
}

/** Ones in the lanes of the last vector of a row of n floats that belong to the row. */
@inline
export function lastLanes(n: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(((n - 1) & 3) + 1));
}

/** Byte distance from a row's start to its last vector. */
@inline
export function lastVector(n: i32): usize {
  return (<usize>(align4(n) - 4)) << 2;
}

/** Sets the padding behind a row of n floats to 0. */
@inline
export function clearPadding(row: usize, n: i32): void {
  const last = row + lastVector(n);
  v128.store(last, v128.and(v128.load(last), lastLanes(n)));
}

/**
 * Constants that a loop needs beside its data come from memory: V8 would build a vector constant anew in every round,
 * in three instructions.
 */
@inline
export function constant(table: usize, index: i32): v128 {
  return v128.load32_splat(table + (<usize>index << 2));
}

/** The clamp, 1/ln 2, the rounder, ln 2 in two parts (Cody and Waite 1980), and the polynomial from its highest power. */
const EXP: usize = memory.data<f32>(
  [
    88, -87, 1.4426950408889634, 12582912, -0.693359375, 2.1219444e-4, 1.3948649866506457e-3, 8.381164632737637e-3,
    4.1666239500045776e-2, 1.666632443666458e-1, 0.5, 1,
  ],
  16,
);

/**
 * e^x in each lane, relative error below 2e-7: x = n·ln 2 + r with |r| ≤ ln 2 / 2, a polynomial in r of least
 * relative error with 1 + r as its beginning, in Estrin's order, then n added to the exponent. Adding 1.5·2²³
 * rounds to an integer, which lies in the last bits of the sum. Outside [−87, 88] x is clamped; NaN stays NaN.
 */
@inline
export function exp4(x: v128): v128 {
  const clamped = f32x4.pmax(f32x4.pmin(x, constant(EXP, 0)), constant(EXP, 1));
  const rounder = constant(EXP, 3);
  const shifted = madd(clamped, constant(EXP, 2), rounder);
  const n = f32x4.sub(shifted, rounder);
  const r = madd(n, constant(EXP, 5), madd(n, constant(EXP, 4), clamped));
  const square = f32x4.mul(r, r);
  const high = madd(constant(EXP, 6), square, madd(constant(EXP, 7), r, constant(EXP, 8)));
  const low = madd(constant(EXP, 9), r, constant(EXP, 10));
  const p = madd(madd(high, square, low), square, f32x4.add(r, constant(EXP, 11)));
  return i32x4.add(p, i32x4.shl(shifted, 23));
}
