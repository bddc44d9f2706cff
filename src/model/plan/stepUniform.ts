import { OPTIMIZERS } from '#lexicon/config.ts';
import { dropoutThreshold, streamKey } from '#math/random.ts';
import { stepBytes } from '../../kernels/shader.ts';
import type { StepSettings } from '../trainer.ts';
import type { BatchSizes } from './batchSizes.ts';

/** The settings of a pass that updates nothing: no dropout, no clipping. */
export const NO_UPDATE: StepSettings = {
  step: 1,
  learningRate: 0,
  optimizer: 'adamw',
  beta1: 0,
  beta2: 0,
  adamEps: 1,
  weightDecay: 0,
  gradClip: 0,
  dropout: 0,
  seed: 0,
};

/** The bytes of the uniform `Step`: this batch, these settings; `scored` positions count, `slot` is the ring's place. */
export function stepUniform(sizes: BatchSizes, settings: StepSettings, scored: number, slot: number): ArrayBuffer {
  return stepBytes({
    ...sizes,
    slot,
    optimizer: OPTIMIZERS.indexOf(settings.optimizer),
    dropThreshold: dropoutThreshold(settings.dropout),
    dropKey: streamKey(settings.seed, 'dropout', settings.step),
    dropScale: 1 / (1 - settings.dropout),
    perScored: scored > 0 ? 1 / scored : 0,
    rate: settings.learningRate,
    beta1: settings.beta1,
    beta2: settings.beta2,
    eps: settings.adamEps,
    decay: settings.weightDecay,
    maxNorm: settings.gradClip,
    correct1: 1 / (1 - settings.beta1 ** settings.step),
    correct2: 1 / (1 - settings.beta2 ** settings.step),
    freezes: (settings.frozen ?? []).length > 0 ? 1 : 0,
    unused: 0,
  });
}
