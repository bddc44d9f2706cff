import { add, customGrad, gather, matMul, reshape, slice, tensor, transpose, zeros } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { sinusoidTable } from '#math/positionTables.ts';
import { oneHotRows } from './oneHot.ts';
import type { Evaluate } from './row.ts';

/** Rows of a table [V,D] by ids [N]. Its gradient is a product with one-hot rows: wasm lacks tfjs's own (UnsortedSegmentSum). */
function lookUp(table: Tensor, ids: Tensor1D): Tensor {
  const V = table.shape[0] ?? 0;
  const operation = customGrad((...args) => {
    const [rows, save] = args as unknown as [Tensor, (tensors: Tensor[]) => void];
    save([ids]);
    const gradFunc = (dy: Tensor, saved: Tensor[]): Tensor => matMul(transpose(oneHotRows(saved[0] as Tensor, V)), dy);
    return { value: gather(rows, ids), gradFunc };
  });
  return operation(table);
}

/** The tokens' rows of the embedding table: [B,T,D]. */
export const embed: Evaluate = ({ config, B, T, ids, weight }) => reshape(lookUp(weight(0), ids), [B, T, config.d_model]);

/** [T,D] once for each sequence. An addition, because the gradient of tfjs's tile is one op a repetition. */
const forEachSequence = (table: Tensor, B: number): Tensor => add(zeros([B, ...table.shape]), table);

/** The first T rows of the position table: [B,T,D]. */
export const positionTable: Evaluate = ({ config, B, T, weight }) =>
  forEachSequence(slice(weight(0), [0, 0], [T, config.d_model]), B);

/** Sinusoids (Vaswani et al. 2017, section 3.5): [B,T,D]. */
export const positionSinusoid: Evaluate = ({ config, B, T }) =>
  forEachSequence(tensor(sinusoidTable(T, config.d_model), [T, config.d_model]), B);
