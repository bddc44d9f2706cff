import type { NamedArray } from '#lexicon/array.ts';

export const preName = (layer: number): string => `blocks.${layer}.mlp.hook_pre`;
export const postName = (layer: number): string => `blocks.${layer}.mlp.hook_post`;

/** What enters and leaves the activation function of one layer, both [T, F]. */
export type Layer = { pre: Float32Array; post: Float32Array; T: number; F: number };

/** The two arrays of a layer, or null while they are not there or not of this text. */
export function layerOf(pre: NamedArray | undefined, post: NamedArray | undefined, T: number): Layer | null {
  const F = pre?.shape[1] ?? 0;
  if (pre === undefined || post === undefined || pre.shape[0] !== T || pre.data.length !== post.data.length || F === 0)
    return null;
  return { pre: pre.data, post: post.data, T, F };
}

/** Column `neuron` of a [T, F] matrix: that neuron at every token. */
export function neuronOf(data: Float32Array, neuron: number, T: number, F: number): Float32Array {
  return Float32Array.from({ length: T }, (_, t) => data[t * F + neuron] ?? Number.NaN);
}

export type Activity = {
  /** Neurons that nothing positive enters at any of the T tokens. */
  dead: number;
  /** Neurons that something positive enters at every token. */
  always: number;
  /** Mean number of neurons with a positive input at a token. */
  onPerToken: number;
};

/** How many neurons of a layer are on, from their inputs [T, F]. */
export function activityOf(pre_TF: Float32Array, T: number, F: number): Activity {
  const on = new Uint32Array(F);
  for (let i = 0; i < T * F; i++) if ((pre_TF[i] ?? 0) > 0) on[i % F] = (on[i % F] ?? 0) + 1;
  let [dead, always, sum] = [0, 0, 0];
  for (const count of on) {
    if (count === 0) dead++;
    if (count === T) always++;
    sum += count;
  }
  return { dead, always, onPerToken: sum / T };
}
