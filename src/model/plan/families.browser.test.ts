import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Batch } from '#lexicon/batch.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { fillNormal, rng } from '#math/random.ts';
import { unmoved } from '../init.ts';
import { createTapeTrainer } from '../tape/tapeTrainer.ts';
import type { StepScalars, StepSettings, Trainer, TrainerFactory, TrainerState } from '../trainer.ts';
import { createTunedPlanTrainer } from './planTrainer.ts';
import { useFullDevice } from './testDevice.ts';
import { PORTABLE_TUNING, QUAD_TUNING } from './tuning.ts';

const BASE: ModelConfig = {
  d_model: 16,
  n_layers: 2,
  n_heads: 2,
  d_mlp: 24,
  n_ctx: 19,
  d_vocab: 29,
  act_fn: 'gelu',
  normalization: 'layernorm',
  norm_placement: 'pre',
  position: 'learned',
  tie_embeddings: false,
  objective: 'causal',
  eps: 1e-5,
  rope_base: 10000,
};

const SETTINGS: StepSettings = {
  step: 1,
  learningRate: 0.05,
  optimizer: 'sgd',
  beta1: 0.9,
  beta2: 0.99,
  adamEps: 1e-6,
  weightDecay: 0.1,
  gradClip: 1,
  dropout: 0,
  seed: 3,
};

let subgroups = false;

beforeAll(async () => {
  const device = await useFullDevice();
  subgroups = device.features.has('subgroups');
});

/** Weights far from symmetric, so that every path through the model matters; norms' gains around 1. */
function startState(config: ModelConfig): TrainerState {
  const { slots, length } = weightLayout(config);
  const weights = new Float32Array(length);
  for (const { name, offset, size, decays } of slots) {
    const part = weights.subarray(offset, offset + size);
    fillNormal(part, decays ? 0.3 : 0.1, rng(1, name));
    if (!decays && name.endsWith('.weight')) part.forEach((value, i) => (part[i] = value + 1));
  }
  return unmoved(weights);
}

function batchOf({ d_vocab, objective }: ModelConfig, B: number, T: number): Batch {
  const draw = rng(5, 'batch', B, T);
  const ids = Int32Array.from({ length: B * T }, () => Math.floor(draw() * d_vocab));
  const targets = ids.map((id, i) =>
    objective === 'masked' ? (i % 3 === 1 ? id : -1) : i % 7 === 6 ? -1 : Math.floor(draw() * d_vocab),
  );
  return { ids, targets, B, T };
}

/** Batches that grow, shrink and change shape, none a multiple of a tile. */
const SHAPES = [
  [2, 7],
  [3, 19],
  [1, 1],
  [5, 6],
] as const;

type Run = {
  gradient: Float32Array;
  scalars: StepScalars[];
  state: TrainerState;
  evaluated: Awaited<ReturnType<Trainer['evaluate']>>;
};

async function run(backend: string, create: TrainerFactory, config: ModelConfig, settings: StepSettings): Promise<Run> {
  await tf.setBackend(backend);
  await tf.ready();
  const trainer = await create(config, startState(config));
  const gradient = await trainer.gradients(batchOf(config, 3, 11));
  SHAPES.forEach(([B, T], i) => trainer.step(batchOf(config, B, T), { ...settings, step: i + 1 }));
  const scalars = await trainer.scalars();
  const state = await trainer.state();
  const evaluated = await trainer.evaluate(batchOf(config, 4, 13));
  trainer.dispose();
  return { gradient, scalars, state, evaluated };
}

/** The largest difference as a share of the largest number of the same weight. */
function difference(config: ModelConfig, got: Float32Array, wanted: Float32Array): { relative: number; at: string } {
  let found = { relative: 0, at: '' };
  for (const { name, offset, size } of weightLayout(config).slots) {
    let [off, scale] = [0, 1e-6];
    for (let i = offset; i < offset + size; i++) {
      const [a, b] = [got[i] ?? Number.NaN, wanted[i] ?? Number.NaN];
      off = Math.max(off, Number.isNaN(a) ? Infinity : Math.abs(a - b));
      scale = Math.max(scale, Math.abs(b));
    }
    if (off / scale > found.relative) found = { relative: off / scale, at: name };
  }
  return found;
}

const FAMILIES: Record<string, [Partial<ModelConfig>, Partial<StepSettings>]> = {
  'post-norm, RMS, rotary, tied, dropout, SGD': [
    { norm_placement: 'post', normalization: 'rmsnorm', position: 'rope', tie_embeddings: true, act_fn: 'silu' },
    { dropout: 0.2 },
  ],
  'widths that divide nothing, sinusoids, masked objective, dropout, Adam with L2': [
    { d_model: 15, n_heads: 3, d_mlp: 22, d_vocab: 23, position: 'sinusoidal', objective: 'masked', act_fn: 'silu' },
    { dropout: 0.3, optimizer: 'adam', learningRate: 0.003 },
  ],
  'one head wider than the registers, rotary, ReLU, dropout': [
    { d_model: 72, n_heads: 1, n_layers: 1, position: 'rope', act_fn: 'relu' },
    { dropout: 0.1 },
  ],
  'odd rotary heads in padding, post-norm, layer norm, untied, masked': [
    { d_model: 18, n_heads: 3, norm_placement: 'post', position: 'rope', objective: 'masked' },
    { gradClip: 0, optimizer: 'adamw', learningRate: 0.003 },
  ],
  'heads of forty, no positions, RMS, three layers, tied': [
    { d_model: 80, n_heads: 2, n_layers: 3, d_mlp: 33, position: 'none', normalization: 'rmsnorm', tie_embeddings: true },
    {},
  ],
};

function expectSame(config: ModelConfig, plan: Run, tape: Run): void {
  const gradient = difference(config, plan.gradient, tape.gradient);
  expect(gradient.relative, gradient.at).toBeLessThan(2e-5);
  expect(plan.scalars).toHaveLength(SHAPES.length);
  plan.scalars.forEach(({ lossNats, gradNorm }, i) => {
    expect(lossNats).toBeCloseTo(tape.scalars[i]?.lossNats ?? Number.NaN, 4);
    const wanted = tape.scalars[i]?.gradNorm ?? Number.NaN;
    expect(Math.abs(gradNorm - wanted)).toBeLessThanOrEqual(1e-4 * wanted);
  });
  for (const name of ['weights', 'm', 'v'] as const) {
    const state = difference(config, plan.state[name], tape.state[name]);
    expect(state.relative, `${name} ${state.at}`).toBeLessThan(1e-3);
  }
  expect(plan.evaluated.scored).toBe(tape.evaluated.scored);
  expect(plan.evaluated.correct).toBe(tape.evaluated.correct);
  expect(plan.evaluated.lossSumNats / tape.evaluated.lossSumNats).toBeCloseTo(1, 5);
}

describe.each(Object.entries(FAMILIES))('%s', (_, [model, training]) => {
  const config = { ...BASE, ...model };
  const settings = { ...SETTINGS, ...training };
  let tape: Run;
  beforeAll(async () => {
    tape = await run('cpu', createTapeTrainer, config, settings);
  });

  it.for([
    ['portable', PORTABLE_TUNING],
    ['quad', QUAD_TUNING],
  ] as const)(
    '%s kernels give the gradients, steps and evaluation of the tape over batches of changing shape',
    async ([, tuning], { skip }) => {
      if (tuning.attentionQuad && !subgroups) skip('no subgroups');
      const plan = await run('webgpu', (...made) => createTunedPlanTrainer(tuning, ...made), config, settings);
      expectSame(config, plan, tape);
    },
  );
});
