/** Multiplications between two pauses of `rolloutInSlices`: about a millisecond. */
const SLICE = 500_000;

/**
 * Attention rollout (Abnar and Zuidema 2020, eq. 1 with their residual A = ½ W + ½ I): R = Ã_L ⋯ Ã_1, where Ã_l is the
 * mean of layer l's heads mixed half and half with the identity. `patterns` holds the layers in order, each [H, T, T];
 * the result is [T, T], a row for each position, and its rows sum to 1 as those of the patterns do.
 * In pieces of about a millisecond: each `next()` does one, the last returns the result.
 */
export function* rolloutInSlices(
  patterns: readonly Float32Array[],
  heads: number,
  T: number,
): Generator<undefined, Float32Array> {
  let rolled = identity(T);
  let work = 0;
  for (const pattern of patterns) {
    if (pattern.length !== heads * T * T) {
      throw new Error(`rollout: pattern of ${pattern.length} weights, wanted ${heads} × ${T} × ${T}`);
    }
    const next = new Float64Array(T * T);
    for (let t = 0; t < T; t++) {
      for (let s = 0; s < T; s++) {
        const weight = mixed(pattern, heads, T, t, s);
        if (weight === 0) continue;
        for (let k = 0; k < T; k++) next[t * T + k] = (next[t * T + k] ?? 0) + weight * (rolled[s * T + k] ?? 0);
        work += T;
      }
      if (work >= SLICE) {
        work = 0;
        yield;
      }
    }
    rolled = next;
  }
  return Float32Array.from(rolled);
}

function identity(T: number): Float64Array {
  const out = new Float64Array(T * T);
  for (let t = 0; t < T; t++) out[t * T + t] = 1;
  return out;
}

/** ½ of the mean over heads of a weight, and ½ more on the diagonal. */
function mixed(pattern: Float32Array, heads: number, T: number, t: number, s: number): number {
  let sum = 0;
  for (let h = 0; h < heads; h++) sum += pattern[(h * T + t) * T + s] ?? 0;
  return sum / (2 * heads) + (t === s ? 0.5 : 0);
}
