import { gatherRows, scatterRows } from '../../../kernels/embedding/assembly/rows';
import { multiplyNN, multiplyNT, multiplyTN } from '../../../kernels/matmul/assembly/matmul';
import { STORE } from '../../../kernels/matmul/assembly/tile';
import { N, dRead, finalRead, logits, masked, scoredRows, scoredTargets, stream, targets } from './activations';
import { D, V, gradientOf, modelWeights, strideD, strideV, tied } from './model';

/**
 * The head: logits = x·Uᵀ. Where not every position is scored, as under the masked objective, it reads
 * the scored ones alone, gathered into a buffer that is free between the last layer and the first of
 * the backward pass.
 */

/** The rows that the head read in the last pass, how many, and their targets. */
let readRows: usize = 0;
export let headRows: i32 = 0;
export let headTargets: usize = 0;

/** The weight [V,D]. */
@inline
function headWeight(): usize {
  return tied ? modelWeights().embedding : modelWeights().head;
}

/** Lists the scored positions and their targets; returns how many they are. */
function listScored(): i32 {
  let count: usize = 0;
  for (let n: i32 = 0; n < N; n++) {
    const target = load<i32>(targets + (<usize>n << 2));
    store<i32>(scoredRows + (count << 2), n);
    store<i32>(scoredTargets + (count << 2), target);
    count += usize(target >= 0);
  }
  return <i32>count;
}

/** The logits [headRows,V] of the scored positions. */
export function headForward(): void {
  headRows = listScored();
  headTargets = scoredTargets;
  readRows = finalRead;
  if (headRows < N) {
    readRows = masked;
    gatherRows(finalRead, scoredRows, masked, headRows, <usize>strideD << 2);
  }
  multiplyNT(readRows, strideD, headWeight(), D, logits, strideV, headRows, V, D, STORE, 0);
}

/** From the gradient of the logits to that of the weight and, in dRead [N,D], of what the head read. */
export function headBackward(): void {
  const weight = headWeight();
  if (headRows == 0) memory.fill(gradientOf(weight), 0, <usize>(V * D) << 2);
  else multiplyTN(logits, strideV, readRows, strideD, gradientOf(weight), D, V, D, headRows);
  const dScored = headRows < N ? stream : dRead;
  multiplyNN(logits, strideV, weight, D, dScored, strideD, headRows, D, V, 0, STORE, 0);
  if (headRows < N) scatterRows(stream, scoredRows, dRead, headRows, N, <usize>strideD << 2);
}
