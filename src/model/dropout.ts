import { mul, tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { dropoutMask, streamKey } from '#math/random.ts';

/** Which masks fall in one training step: they depend on seed, step, site and element alone. */
export type Dropout = {
  probability: number;
  seed: number;
  step: number;
  /** Where the sequences at hand are some of a batch: the first one's place in it; 0 if absent. */
  firstSequence?: number;
};

/**
 * Inverted dropout (Srivastava et al. 2014, section 10): each element is dropped or divided by 1 − p.
 * Elements are counted row-major over the whole tensor, the batch axis included.
 */
export function drop(x: Tensor, site: number, { probability, seed, step, firstSequence = 0 }: Dropout): Tensor {
  const key = streamKey(seed, 'dropout', step, site);
  const first = firstSequence * (x.size / (x.shape[0] ?? 1));
  return mul(x, tensor(dropoutMask(key, probability, first, x.size), x.shape));
}
