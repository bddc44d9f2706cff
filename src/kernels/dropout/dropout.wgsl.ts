/**
 * Dropout (Srivastava et al. 2014, inverted): a kept value is multiplied by 1/(1−p), a dropped one is 0.
 * Whether element `index` (flat, over the whole tensor [B,…] of the row) is kept is a hash, the same
 * function as `dropoutKeeps` in math/random.ts: mix32(((index + 1)·0x9e3779b9) ^ key) ≥ ⌊p·2³²⌋ with
 * key = streamKey(seed, 'dropout', step, site) = mix32(step.dropKey ^ site). Threshold 0 means p = 0.
 *
 * `kept(key, index)` is the factor of one element, `kept4` those of four neighbours.
 */
export const DROPOUT = `
fn mix32(value: u32) -> u32 {
  var x = (value ^ (value >> 16u)) * 0x21f0aaadu;
  x = (x ^ (x >> 15u)) * 0x735a2d97u;
  return x ^ (x >> 15u);
}
fn siteKey(site: u32) -> u32 { return mix32(step.dropKey ^ site); }
fn kept(key: u32, index: u32) -> f32 {
  return select(0.0, step.dropScale, mix32(((index + 1u) * 0x9e3779b9u) ^ key) >= step.dropThreshold);
}
fn kept4(key: u32, index: u32) -> vec4f {
  return vec4f(kept(key, index), kept(key, index + 1u), kept(key, index + 2u), kept(key, index + 3u));
}
`;
