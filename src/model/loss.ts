import { argMax, cast, equal, logSoftmax, mul, neg, reshape, sum, tensor1d } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { oneHotRows } from './ops/oneHot.ts';

/** 1 where a target is scored, 0 where it is −1. */
const scoredMask = (targets: Int32Array): Float32Array => Float32Array.from(targets, (target) => (target < 0 ? 0 : 1));

/** How many targets are scored. */
export function scoredCount(targets: Int32Array): number {
  return targets.reduce((count, target) => count + (target < 0 ? 0 : 1), 0);
}

/** −log p of each target in nats, 0 where it is −1: logits [..., V] and N targets to [N]. */
export function crossEntropy(logits: Tensor, targets: Int32Array): Tensor1D {
  const V = logits.shape.at(-1) ?? 0;
  const logits_NV = reshape(logits, [targets.length, V]);
  const safe = tensor1d(
    targets.map((target) => Math.max(target, 0)),
    'int32',
  );
  const chosen = sum(mul(logSoftmax(logits_NV, -1), oneHotRows(safe, V)), -1);
  return mul(neg(chosen), tensor1d(scoredMask(targets)));
}

/** The mean of −log p over the scored targets, a scalar in nats; 0 when none is scored. */
export function meanCrossEntropy(logits: Tensor, targets: Int32Array): Tensor {
  return mul(sum(crossEntropy(logits, targets)), 1 / Math.max(scoredCount(targets), 1));
}

/** How many scored targets have the greatest logit: a scalar. */
export function correctCount(logits: Tensor, targets: Int32Array): Tensor {
  const V = logits.shape.at(-1) ?? 0;
  const guesses = argMax(reshape(logits, [targets.length, V]), -1);
  return sum(cast(equal(guesses, tensor1d(targets, 'int32')), 'float32'));
}
