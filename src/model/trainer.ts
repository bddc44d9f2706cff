import type { Tensor } from '@tensorflow/tfjs-core';
import type { Batch } from '#lexicon/batch.ts';
import type { ModelConfig, OptimizerKind } from '#lexicon/config.ts';
import type { WeightLayout } from '#lexicon/weights.ts';

/** What one update needs besides the batch. All of it may change between two steps. */
export type StepSettings = {
  /** 1 for the first update: the exponent of Adam's bias correction and part of the dropout stream's name. */
  step: number;
  /** The rate of this very step, schedule and warm-up applied. */
  learningRate: number;
  optimizer: OptimizerKind;
  /** Adam: first-moment decay. SGD: momentum. */
  beta1: number;
  beta2: number;
  adamEps: number;
  /** AdamW: decoupled. Adam and SGD: added to the gradient (L2). Falls on weights that decay (2 or more dimensions). */
  weightDecay: number;
  /** Largest global norm; 0: no clipping. Clips with PyTorch's factor max/(norm + 1e-6), at most 1. */
  gradClip: number;
  dropout: number;
  seed: number;
  /** Weights, as `isNamed` reads names, that keep their values and moments and do not count in the norm; none where it is left out. */
  frozen?: readonly string[];
};

/** Mean cross-entropy of the scored positions in nats, and the global norm, before clipping, of the gradient of all weights that are not frozen. */
export type StepScalars = { lossNats: number; gradNorm: number };

/** Sums over the scored positions of one batch, without dropout. */
export type Evaluated = { lossSumNats: number; scored: number; correct: number };

/** Parameters and moments in the flat layout of `weightLayout`. SGD keeps its momentum in `m`; `v` is then 0. */
export type TrainerState = { weights: Float32Array; m: Float32Array; v: Float32Array };

/**
 * The training step of one model. Same numbers as the probe path, by test. Who made it disposes it.
 * Weights live inside; nothing is read back but what is asked for.
 */
export type Trainer = {
  readonly kind: 'tape' | 'simd' | 'plan' | 'still';
  readonly layout: WeightLayout;
  /** Queues one update. Any B, any T up to n_ctx, from one call to the next. */
  step(batch: Batch, settings: StepSettings): void;
  /** Scalars of all steps queued since the last call, in order; waits until they have run. */
  scalars(): Promise<StepScalars[]>;
  evaluate(batch: Batch): Promise<Evaluated>;
  /** The gradient of the mean loss for every weight, in the flat layout; changes nothing. */
  gradients(batch: Batch): Promise<Float32Array>;
  /** A copy of the parameters alone, for checkpoints. */
  weights(): Promise<Float32Array>;
  /** A copy of parameters and moments. */
  state(): Promise<TrainerState>;
  /** Replaces parameters and moments. */
  load(state: TrainerState): void;
  /** The weights as tensors of the current tfjs backend, by name, for the probe; the caller disposes them. */
  tensors(): Map<string, Tensor>;
  dispose(): void;
};

/** Makes a trainer on the current tfjs backend. `onProgress` runs from 0 to 1 where building takes long. */
export type TrainerFactory = (
  config: ModelConfig,
  state: TrainerState,
  onProgress?: (fraction: number) => void,
) => Promise<Trainer>;
