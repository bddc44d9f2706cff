import { customGrad, matMul, transpose } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Swaps the last two axes. */
export function transposed(x: Tensor): Tensor {
  const axes = x.shape.map((_, axis) => axis);
  return transpose(x, [...axes.slice(0, -2), x.rank - 1, x.rank - 2]);
}

/**
 * The matrix product [..., m, n] × [..., n, p] of tensors of equal rank. tfjs's own gradient asks the
 * backend for products with a transposed operand, which are seven to nine times slower on wasm than
 * transposing first; so this one transposes.
 */
export function product(a: Tensor, b: Tensor): Tensor {
  const operation = customGrad((...args) => {
    const [left, right, save] = args as unknown as [Tensor, Tensor, (tensors: Tensor[]) => void];
    save([left, right]);
    const gradFunc = (dy: Tensor, saved: Tensor[]): Tensor[] => {
      const [l, r] = saved as [Tensor, Tensor];
      return [matMul(dy, transposed(r)), matMul(transposed(l), dy)];
    };
    return { value: matMul(left, right), gradFunc };
  });
  return operation(a, b);
}
