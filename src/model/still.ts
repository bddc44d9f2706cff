import { clone, dispose } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ModelConfig } from '#lexicon/config.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { tensorsOf } from './flatTensors.ts';
import type { Trainer, TrainerState } from './trainer.ts';

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
      tensors ??= tensorsOf(config, held.weights);
      return new Map(Array.from(tensors, ([name, each]) => [name, clone(each)]));
    },
    dispose: release,
  };
}
