import type { RunConfig } from '#lexicon/config.ts';

/** An element of a weight's optimizer memory, as it stood after update `step` at the rate `learningRate`. */
export type Moments = {
  m: number;
  v: number;
  /** The weight itself, at the same step. */ value: number;
  step: number;
  learningRate: number;
};

/** The last update of one weight, worked out again in float64 from what the optimizer remembers. */
export type Update = {
  mHat: number;
  vHat: number;
  /** What was added to the weight because of the gradient. */
  step: number;
  /** What decoupled weight decay added; 0 where it does not fall. */
  decay: number;
  before: number;
};

type Settings = Pick<RunConfig, 'optimizer' | 'beta1' | 'beta2' | 'adam_eps' | 'weight_decay'>;

/**
 * AdamW (Loshchilov and Hutter 2019, algorithm 2) and Adam (Kingma and Ba 2015, algorithm 1) with ε outside the root, as
 * PyTorch has it; SGD with momentum. `decays`: whether weight decay falls on this weight.
 */
export function lastUpdate(config: Settings, { m, v, value, step, learningRate }: Moments, decays: boolean): Update {
  const { optimizer, beta1, beta2, adam_eps, weight_decay } = config;
  const mHat = m / (1 - beta1 ** step);
  const vHat = v / (1 - beta2 ** step);
  const moved = optimizer === 'sgd' ? -learningRate * m : (-learningRate * mHat) / (Math.sqrt(vHat) + adam_eps);
  // Only AdamW shrinks the weight itself; the others put the decay into the gradient.
  const shrink = optimizer === 'adamw' && decays ? learningRate * weight_decay : 0;
  const before = (value - moved) / (1 - shrink);
  return { mHat, vHat, step: moved, decay: -shrink * before, before };
}
