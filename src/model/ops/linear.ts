import { add, reshape, slice } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { headWidth } from '#lexicon/config.ts';
import { product, transposed } from './product.ts';
import type { Evaluate } from './row.ts';

/** x [B,T,in] · W [in,out] as one product over all B·T positions, [B·T,out]. */
function overPositions(x: Tensor, weight: Tensor): Tensor {
  const width = weight.shape[0] ?? 0;
  return product(reshape(x, [x.size / width, width]), weight);
}

/** y = x W + b: [B,T,in] to [B,T,out]. */
export const linear: Evaluate = ({ B, T, input, weight }) => {
  const bias = weight(1);
  return reshape(add(overPositions(input(0), weight(0)), bias), [B, T, bias.size]);
};

/** One third of c_attn (Q, K or V) and its split into heads: [B,T,D] to [B,T,H,K]. */
export const headsLinear: Evaluate = ({ node, config, B, T, input, weight }) => {
  const D = config.d_model;
  const first = (node.part ?? 0) * D;
  const x = overPositions(input(0), slice(weight(0), [0, first], [D, D]));
  return reshape(add(x, slice(weight(1), [first], [D])), [B, T, config.n_heads, headWidth(config)]);
};

/** Heads side by side, then c_proj: [B,T,H,K] to [B,T,D]. */
export const mergeHeads: Evaluate = ({ config, B, T, input, weight }) =>
  reshape(add(overPositions(input(0), weight(0)), weight(1)), [B, T, config.d_model]);

/** Logits from the embedding table or its untied twin [V,D]: [B,T,D] to [B,T,V]. */
export const unembed: Evaluate = ({ config, B, T, input, weight }) =>
  reshape(overPositions(input(0), transposed(weight(0))), [B, T, config.d_vocab]);
