import { describe, expect, it } from 'vitest';
import type { Batch } from '#lexicon/batch.ts';
import { ACT_FNS, NORM_PLACEMENTS, NORMALIZATIONS, OBJECTIVES, OPTIMIZERS, POSITIONS } from '#lexicon/config.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { fillNormal, rng } from '#math/random.ts';
import type { Uniform } from '#math/random.ts';
import { useBackend } from '../fixtures/backends.ts';
import { unmoved } from '../init.ts';
import { createTapeTrainer } from '../tape/tapeTrainer.ts';
import type { StepSettings, Trainer, TrainerState } from '../trainer.ts';
import { simdTrainerOf } from './simdTrainer.ts';

/** One model, with batches of two shapes and the settings of their updates. */
type Family = { config: ModelConfig; batches: [Batch, Batch]; settings: Omit<StepSettings, 'step'> };

const pick = <T>(options: readonly T[], uniform: Uniform): T => {
  const option = options[Math.floor(uniform() * options.length)];
  if (option === undefined) throw new Error('pick: no options');
  return option;
};

function batchOf(config: ModelConfig, B: number, T: number, uniform: Uniform): Batch {
  const ids = Int32Array.from({ length: B * T }, () => Math.floor(uniform() * config.d_vocab));
  const scored = config.objective === 'masked' ? 0.4 : 0.9;
  const targets = Int32Array.from(ids, () => (uniform() < scored ? Math.floor(uniform() * config.d_vocab) : -1));
  return { ids, targets, B, T };
}

/** The `index`-th of the tried families, drawn from its own stream. */
function family(index: number): Family {
  const uniform = rng(11, 'family', index);
  const between = (low: number, high: number): number => low + Math.floor(uniform() * (high - low + 1));
  const position = pick(POSITIONS, uniform);
  const n_heads = between(1, 5);
  const d_head = position === 'rope' ? 2 * between(2, 7) : between(3, 13);
  const config: ModelConfig = {
    d_model: n_heads * d_head,
    n_layers: between(1, 3),
    n_heads,
    d_mlp: between(1, 60),
    n_ctx: between(40, 50),
    d_vocab: between(3, 90),
    act_fn: pick(ACT_FNS, uniform),
    normalization: pick(NORMALIZATIONS, uniform),
    norm_placement: pick(NORM_PLACEMENTS, uniform),
    position,
    tie_embeddings: pick([true, false], uniform),
    objective: pick(OBJECTIVES, uniform),
    eps: 1e-5,
    rope_base: 10000,
  };
  return {
    config,
    batches: [batchOf(config, between(1, 4), between(2, 40), uniform), batchOf(config, between(1, 4), between(1, 40), uniform)],
    settings: {
      learningRate: 1e-2,
      optimizer: pick(OPTIMIZERS, uniform),
      beta1: 0.8,
      beta2: 0.9,
      adamEps: 1e-5,
      weightDecay: 0.2,
      gradClip: pick([0, 0.5], uniform),
      dropout: pick([0, 0.3], uniform),
      seed: index,
    },
  };
}

function stateOf(config: ModelConfig, seed: number): TrainerState {
  const { slots, length } = weightLayout(config);
  const weights = new Float32Array(length);
  for (const { name, offset, size, decays } of slots) {
    const part = weights.subarray(offset, offset + size);
    fillNormal(part, 0.2, rng(seed, 'weights', name));
    if (!decays && name.endsWith('.weight')) for (let i = 0; i < size; i++) part[i] = 1 + (part[i] ?? 0);
  }
  return unmoved(weights);
}

/** Per tensor the distance of `a` from `b` over the size of `b`, the worst of them with its name. */
function worstTensor(config: ModelConfig, a: Float32Array, b: Float32Array): { distance: number; name: string } {
  let worst = { distance: 0, name: '' };
  for (const { name, offset, size } of weightLayout(config).slots) {
    let [error, length] = [0, 1e-14];
    for (let i = offset; i < offset + size; i++) {
      error += ((a[i] ?? Number.NaN) - (b[i] ?? Number.NaN)) ** 2;
      length += (b[i] ?? Number.NaN) ** 2;
    }
    const distance = Math.sqrt(error / length);
    if (!(distance <= worst.distance)) worst = { distance, name };
  }
  return worst;
}

async function expectSameState(config: ModelConfig, a: Trainer, b: Trainer): Promise<void> {
  const [simd, tape] = [await a.state(), await b.state()];
  for (const part of ['weights', 'm', 'v'] as const) {
    const { distance, name } = worstTensor(config, simd[part], tape[part]);
    expect(distance, `${part} of ${name}`).toBeLessThan(1e-4);
  }
}

/** Sizes beyond the depth, 512, that one pass of the matrix product packs: of the batch, the vocabulary and the widths. */
function wide(sizes: Partial<ModelConfig>, B: number, T: number): Family {
  const { config, settings } = family(0);
  const large: ModelConfig = { ...config, d_model: 14, n_heads: 2, n_layers: 1, position: 'learned', ...sizes };
  const batch = batchOf(large, B, T, rng(12, 'wide', B, T));
  return { config: large, batches: [batch, batch], settings: { ...settings, optimizer: 'sgd', dropout: 0 } };
}

/** By what each is judged: tfjs's wasm is several times as fast, but adds up long sums in single precision. */
const FAMILIES = [
  ...Array.from({ length: 32 }, (_, index) => ({ ...family(index), backend: 'wasm' as const })),
  { ...wide({ d_mlp: 530, d_vocab: 540 }, 14, 38), backend: 'cpu' as const },
  { ...wide({ d_model: 516, n_heads: 3, d_mlp: 30 }, 1, 4), backend: 'cpu' as const },
];

describe('the SIMD step against differentiation by tfjs', () => {
  it.each(FAMILIES)(
    'agrees for $config.norm_placement-$config.normalization, $config.position, $config.act_fn, $config.objective, $settings.optimizer, width $config.d_model, dropout $settings.dropout',
    async ({ config, batches, settings, backend }) => {
      await useBackend(backend);
      const state = stateOf(config, settings.seed);
      const simd = await simdTrainerOf('portable')(config, state);
      const tape = await createTapeTrainer(config, state);
      const [first, second] = batches;
      const { distance, name } = worstTensor(config, await simd.gradients(first), await tape.gradients(first));
      expect(distance, `gradient of ${name}`).toBeLessThan(1e-4);
      for (const [index, batch] of [first, second, first].entries()) {
        simd.step(batch, { ...settings, step: index + 1 });
        tape.step(batch, { ...settings, step: index + 1 });
      }
      const wanted = await tape.scalars();
      for (const [index, { lossNats, gradNorm }] of (await simd.scalars()).entries()) {
        expect(lossNats).toBeCloseTo(wanted[index]?.lossNats ?? Number.NaN, 4);
        expect(gradNorm / (wanted[index]?.gradNorm ?? Number.NaN)).toBeCloseTo(1, 4);
      }
      await expectSameState(config, simd, tape);
      const [here, there] = [await simd.evaluate(second), await tape.evaluate(second)];
      expect(here).toMatchObject({ scored: there.scored, correct: there.correct });
      expect(here.lossSumNats).toBeCloseTo(there.lossSumNats, 3);
      simd.dispose();
      tape.dispose();
    },
  );
});
