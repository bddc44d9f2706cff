import { add, mul, relu, sigmoid, square, tanh } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ActFn } from '#lexicon/config.ts';
import type { Evaluate } from './row.ts';

/** GELU's tanh form, as GPT-2 has it (Hendrycks and Gimpel 2016): x/2 · (1 + tanh(√(2/π) (x + 0.044715 x³))). */
function gelu(x: Tensor): Tensor {
  const slope = Math.sqrt(2 / Math.PI);
  const inner = mul(x, add(mul(square(x), slope * 0.044715), slope));
  return mul(mul(x, 0.5), add(tanh(inner), 1));
}

const activations: Record<ActFn, (x: Tensor) => Tensor> = {
  gelu,
  relu: (x) => relu(x),
  silu: (x) => mul(x, sigmoid(x)),
};

/** The activation function, element by element. */
export const activate: Evaluate = ({ config, input }) => activations[config.act_fn](input(0));
