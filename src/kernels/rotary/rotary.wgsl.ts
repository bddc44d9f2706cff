/**
 * Rotary positions (Su et al. 2021), rotate-half form: pair k of a head, (x_k, x_{k+K/2}), turns by t·base^(−2k/K).
 * The plan keeps the two of a pair side by side (see model/plan/paddedLayout.ts), so a vec4 holds two whole
 * pairs and a rotation needs no neighbour. Attention scores do not feel the reordering: it is the same in q and k.
 *
 * `rotate(x, a)` turns two pairs by the angles with a = (cos₀, sin₀, cos₁, sin₁); `unrotate` is its inverse, and
 * its gradient.
 */
export const ROTARY = `
fn rotate(x: vec4f, a: vec4f) -> vec4f { return x * a.xxzz + x.yxwz * vec4f(-a.y, a.y, -a.w, a.w); }
fn unrotate(x: vec4f, a: vec4f) -> vec4f { return x * a.xxzz + x.yxwz * vec4f(a.y, -a.y, a.w, -a.w); }
`;

/**
 * The angles' cosines and sines for all positions: [n_ctx, paddedK], (cos, sin) of pair 0, of pair 1, …;
 * pairs beyond K/2 do not turn. Computed in double precision.
 */
export function rotaryTable(
  positions: number,
  headWidth: number,
  paddedHeadWidth: number,
  base: number,
): Float32Array<ArrayBuffer> {
  const table = new Float32Array(positions * paddedHeadWidth);
  for (let t = 0; t < positions; t++) {
    for (let pair = 0; pair < paddedHeadWidth / 2; pair++) {
      const angle = pair < headWidth / 2 ? t * base ** ((-2 * pair) / headWidth) : 0;
      table[t * paddedHeadWidth + 2 * pair] = Math.cos(angle);
      table[t * paddedHeadWidth + 2 * pair + 1] = Math.sin(angle);
    }
  }
  return table;
}
