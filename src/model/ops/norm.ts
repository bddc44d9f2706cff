import { add, div, mean, mul, sqrt, square, sub } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Evaluate, Row } from './row.ts';

/** x − μ for layer norm (Ba et al. 2016), x itself for RMS norm (Zhang and Sennrich 2019). */
function centred({ config, input }: Row): Tensor {
  const x = input(0);
  return config.normalization === 'layernorm' ? sub(x, mean(x, -1, true)) : x;
}

/** The root of the mean square (after centring) plus ε: [B,T,D] to [B,T,1]. */
export const normScale: Evaluate = (row) => sqrt(add(mean(square(centred(row)), -1, true), row.config.eps));

/** The centred input over its scale, before gain and bias: [B,T,D]. */
export const normalize: Evaluate = (row) => div(centred(row), row.input(1));

/** Gain γ and, for layer norm, bias β: [B,T,D]. */
export const affine: Evaluate = ({ node, input, weight }) => {
  const scaled = mul(input(0), weight(0));
  return node.weights.length > 1 ? add(scaled, weight(1)) : scaled;
};
