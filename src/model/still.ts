import { clone, dispose, tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ModelConfig } from '#lexicon/config.ts';
import { weightLayout } from '#lexicon/weights.ts';
import type { WeightLayout } from '#lexicon/weights.ts';
import type { Trainer, TrainerState } from './trainer.ts';

/** The weights as tensors of the current tfjs backend, by name. */
function upload({ slots }: WeightLayout, weights: Float32Array): Map<string, Tensor> {
  return new Map(
    slots.map(({ name, shape, offset, size }) => [name, tensor(weights.slice(offset, offset + size), [...shape], 'float32')]),
  );
}

/**
 * What stands in a trainer's place for a model that is too large to be trained: the weights, uploaded once, and nothing
 * else. Moments, which nothing moves, are handed on without a copy; what trains is answered with `refusal`.
 */
export function createStill(config: ModelConfig, state: TrainerState, refusal: () => Error): Trainer {
  const layout = weightLayout(config);
  let held = state;
  let tensors: Map<string, Tensor> | null = null;
  const release = (): void => {
    dispose([...(tensors?.values() ?? [])]);
    tensors = null;
  };
  const refuse = (): never => {
    throw refusal();
  };
  return {
    kind: 'still',
    layout,
    step: refuse,
    scalars: async () => [],
    evaluate: async () => refuse(),
    gradients: async () => refuse(),
    weights: async () => held.weights.slice(),
    state: async () => ({ ...held, weights: held.weights.slice() }),
    load: (next) => {
      release();
      held = next;
    },
    tensors: () => {
      tensors ??= upload(layout, held.weights);
      return new Map(Array.from(tensors, ([name, each]) => [name, clone(each)]));
    },
    dispose: release,
  };
}
