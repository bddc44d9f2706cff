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
  return max(max(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)), max(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)));
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
 * e^x in each lane, relative error below 2e-7 (Cephes expf, Moshier 1992): x = n·ln 2 + r with
 * |r| ≤ ln 2 / 2, a polynomial in r, then n added to the exponent. Outside [−87, 88] x is clamped; NaN stays NaN.
 */
@inline
export function exp4(x: v128): v128 {
  const clamped = f32x4.max(f32x4.min(x, f32x4.splat(88.0)), f32x4.splat(-87.0));
  const n = f32x4.nearest(f32x4.mul(clamped, f32x4.splat(1.44269504088896341)));
  const r = madd(n, f32x4.splat(2.1219444e-4), madd(n, f32x4.splat(-0.693359375), clamped));
  let p = madd(f32x4.splat(1.98756915e-4), r, f32x4.splat(1.3981999507e-3));
  p = madd(p, r, f32x4.splat(8.3334519073e-3));
  p = madd(p, r, f32x4.splat(4.1665795894e-2));
  p = madd(p, r, f32x4.splat(1.6666665459e-1));
  p = madd(p, r, f32x4.splat(0.5));
  p = madd(p, f32x4.mul(r, r), f32x4.add(r, f32x4.splat(1)));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(p, power);
}
