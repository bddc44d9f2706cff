import { tensor1d, tidy, where } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Batch } from '#lexicon/batch.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import type { Dropout } from './dropout.ts';
import { forward } from './forward.ts';
import { crossEntropy } from './loss.ts';

/**
 * −log p of every target of a batch, [B·T] in nats, NaN where nothing is scored; with the masks of a training step.
 * The forward pass is queued before this returns; the weights stay the caller's.
 */
export async function batchLosses(
  config: ModelConfig,
  weights: ReadonlyMap<string, Tensor>,
  batch: Batch,
  dropout: Dropout,
): Promise<Float32Array> {
  const losses = tidy(() => {
    const isScored = tensor1d(
      Array.from(batch.targets, (target) => target >= 0),
      'bool',
    );
    const all = crossEntropy(forward(config, weights, batch, { dropout }), batch.targets);
    return where(isScored, all, tensor1d(new Float32Array(batch.targets.length).fill(Number.NaN)));
  });
  try {
    return await losses.data<'float32'>();
  } finally {
    losses.dispose();
  }
}
