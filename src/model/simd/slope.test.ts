import { describe, expect, it } from 'vitest';
import type { Batch } from '#lexicon/batch.ts';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { fillNormal, rng } from '#math/random.ts';
import type { StepSettings } from '../trainer.ts';
import { simdTrainerOf } from './simdTrainer.ts';

const SIZES = { ...DEFAULT_CONFIG, d_vocab: 23, d_model: 18, n_heads: 3, d_mlp: 22, n_ctx: 45 };
const FAMILIES: Record<string, ModelConfig> = {
  'post-norm, RMSNorm, rotary, tied': {
    ...SIZES,
    norm_placement: 'post',
    normalization: 'rmsnorm',
    position: 'rope',
    tie_embeddings: true,
  },
  'post-norm, LayerNorm, learned, SiLU, masked': { ...SIZES, norm_placement: 'post', act_fn: 'silu', objective: 'masked' },
  'pre-norm, RMSNorm, sinusoidal, untied': { ...SIZES, normalization: 'rmsnorm', position: 'sinusoidal' },
};

/** SGD that moves nothing: the step's gradient, under its dropout mask, is left in the momentum. */
const LOOK: StepSettings = {
  step: 4,
  learningRate: 0,
  optimizer: 'sgd',
  beta1: 0,
  beta2: 0,
  adamEps: 0,
  weightDecay: 0,
  gradClip: 0,
  dropout: 0.25,
  seed: 9,
};

describe('along the gradient of each weight tensor, under one dropout mask', () => {
  it.each(Object.entries(FAMILIES))('the loss rises at the rate of the gradient’s norm: %s', async (_, config) => {
    const { slots, length } = weightLayout(config);
    const zeros = new Float32Array(length);
    const weights = new Float32Array(length);
    for (const { name, offset, size, decays } of slots) {
      const part = weights.subarray(offset, offset + size);
      fillNormal(part, 0.3, rng(2, name));
      if (!decays && name.endsWith('.weight')) part.forEach((value, i) => (part[i] = 1 + value));
    }
    const uniform = rng(4, 'batch');
    const draw = (): number => Math.floor(uniform() * config.d_vocab);
    const batch: Batch = {
      ids: Int32Array.from({ length: 82 }, draw),
      targets: Int32Array.from({ length: 82 }, draw),
      B: 2,
      T: 41,
    };
    const trainer = await simdTrainerOf('portable')(config, { weights, m: zeros, v: zeros });
    const lossAt = async (at: Float32Array): Promise<number> => {
      trainer.load({ weights: at, m: zeros, v: zeros });
      trainer.step(batch, LOOK);
      return (await trainer.scalars())[0]?.lossNats ?? Number.NaN;
    };
    await lossAt(weights);
    const gradient = (await trainer.state()).m;
    for (const { name, offset, size } of slots) {
      const norm = Math.hypot(...gradient.subarray(offset, offset + size));
      const reach = 4e-3;
      const moved = (sign: number): Float32Array =>
        weights.map((w, i) => (i >= offset && i < offset + size ? w + (sign * reach * (gradient[i] ?? 0)) / norm : w));
      const slope = ((await lossAt(moved(1))) - (await lossAt(moved(-1)))) / (2 * reach);
      expect(Math.abs(slope - norm), `${name}: slope ${slope}, norm ${norm}`).toBeLessThan(2e-4 + 2e-3 * norm);
    }
  });
});
