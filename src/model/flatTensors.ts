import { tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ModelConfig } from '#lexicon/config.ts';
import { weightLayout } from '#lexicon/weights.ts';

/** Weights in the flat layout as tensors of the current tfjs backend, by name; the caller disposes them. */
export function tensorsOf(config: ModelConfig, flat: Float32Array): Map<string, Tensor> {
  return new Map(
    weightLayout(config).slots.map(({ name, shape, offset, size }) => [
      name,
      tensor(flat.slice(offset, offset + size), [...shape], 'float32'),
    ]),
  );
}
