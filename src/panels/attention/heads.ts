import type { NamedArray } from '#lexicon/array.ts';

/** The names of a layer's attention, pattern and scores. */
export const patternName = (layer: number): string => `blocks.${layer}.attn.hook_pattern`;
export const scoresName = (layer: number): string => `blocks.${layer}.attn.hook_attn_scores`;

/** The [T, T] part of one head in an array [H, T, S], without a copy; null while the array is not of this text. */
export function headOf(array: NamedArray | undefined, head: number, T: number): Float32Array | null {
  if (array === undefined || array.shape[1] !== T || head >= (array.shape[0] ?? 0)) return null;
  return array.data.subarray(head * T * T, (head + 1) * T * T);
}

/** A copy in which what a causal mask hides (key after query) is NaN, which pictures leave empty. */
export function withoutHidden(head_TS: Float32Array, T: number): Float32Array {
  const shown = head_TS.slice();
  for (let t = 0; t < T; t++) shown.fill(Number.NaN, t * T + t + 1, (t + 1) * T);
  return shown;
}

/** Column `key` of a [T, T] pattern: who looks at it, and how much. */
export function columnOf(head_TS: Float32Array, key: number, T: number): Float32Array {
  return Float32Array.from({ length: T }, (_, query) => head_TS[query * T + key] ?? 0);
}
