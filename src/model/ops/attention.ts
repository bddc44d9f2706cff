import { add, broadcastTo, mul, softmax as softmaxOf, tensor2d, tidy, transpose, where } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { headWidth } from '#lexicon/config.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { product } from './product.ts';
import type { Evaluate } from './row.ts';

/**
 * What a masked score becomes while computing. Shaders need not know infinities, and this far below
 * any score e^(score − max) is exactly 0 all the same.
 */
const MASKED = -1e30;

/** Writes a value wherever the key is later than the query: row-major [T,S]. */
function fillLater<A extends Float32Array | Uint8Array>(square: A, T: number, value: number): A {
  for (let t = 0; t < T; t++) square.fill(value, t * T + t + 1, (t + 1) * T);
  return square;
}

/** Scaled dot products of queries and keys (Vaswani et al. 2017, eq. 1), later keys masked: [B,T,H,K]² to [B,H,T,S]. */
export const scores: Evaluate = ({ config, T, input }) => {
  const q_BHTK = transpose(input(0), [0, 2, 1, 3]);
  const k_BHKS = transpose(input(1), [0, 2, 3, 1]);
  const scaled = mul(product(q_BHTK, k_BHKS), 1 / Math.sqrt(headWidth(config)));
  if (config.objective !== 'causal') return scaled;
  return add(scaled, tensor2d(fillLater(new Float32Array(T * T), T, MASKED), [T, T]));
};

/** What a reader of the scores gets: −∞ where the key is later than the query. No arithmetic touches the infinities. */
export function readableScores(scores_BHTS: Tensor, config: ModelConfig): Tensor {
  if (config.objective !== 'causal') return scores_BHTS;
  const T = scores_BHTS.shape.at(-1) ?? 0;
  const { shape } = scores_BHTS;
  return tidy(() => {
    const isLater = broadcastTo(tensor2d(fillLater(new Uint8Array(T * T), T, 1), [T, T], 'bool'), shape);
    return where(isLater, broadcastTo(tensor2d([-Infinity], [1, 1]), shape), scores_BHTS);
  });
}

/** Attention weights over the keys: [B,H,T,S], each row sums to 1. */
export const softmax: Evaluate = ({ input }) => softmaxOf(input(0), -1);

/** Values weighted by attention: [B,H,T,S] and [B,T,H,K] to [B,T,H,K]. */
export const mix: Evaluate = ({ input }) => {
  const v_BHSK = transpose(input(1), [0, 2, 1, 3]);
  return transpose(product(input(0), v_BHSK), [0, 2, 1, 3]);
};
