import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { rng } from '#math/random.ts';
import { PORTABLE_TILE, QUAD_TILE, SMALL_TILE } from '../../kernels/matmul/matmul.wgsl.ts';
import { initialWeights } from '../init.ts';
import type { Batch, Trainer } from '../trainer.ts';
import { PORTABLE_TUNING, QUAD_TUNING } from './passes.ts';
import type { Tuning } from './passes.ts';
import { createTunedPlanTrainer } from './planTrainer.ts';
import { useFullDevice } from './testDevice.ts';
import { chooseTuning } from './tuning.ts';

const CONFIG: ModelConfig = {
  ...DEFAULT_CONFIG,
  d_model: 28,
  n_heads: 2,
  d_mlp: 44,
  n_layers: 1,
  n_ctx: 13,
  d_vocab: 37,
  tie_embeddings: true,
};

const BATCH: Batch = (() => {
  const [B, T] = [3, 13];
  const draw = rng(1, 'batch');
  const next = (): Int32Array => Int32Array.from({ length: B * T }, () => Math.floor(draw() * CONFIG.d_vocab));
  return { ids: next(), targets: next(), B, T };
})();

let device: GPUDevice;

beforeAll(async () => {
  device = await useFullDevice();
});

async function gradientsWith(tuning: Tuning): Promise<Float32Array> {
  const weights = initialWeights(CONFIG, 5);
  const trainer: Trainer = await createTunedPlanTrainer(tuning, CONFIG, {
    weights,
    m: new Float32Array(weights.length),
    v: new Float32Array(weights.length),
  });
  const gradients = await trainer.gradients(BATCH);
  trainer.dispose();
  return gradients;
}

const SMALL_TUNING: Tuning = { ...PORTABLE_TUNING, matmul: SMALL_TILE, byTransposed: SMALL_TILE, transposed: SMALL_TILE };

describe('the tuning', () => {
  it.for([
    ['small', SMALL_TUNING],
    ['quad', QUAD_TUNING],
  ] as const)('changes no gradient: the %s variant gives the bits of the portable one', async ([, tuning], { skip }) => {
    if (tuning.attentionQuad && !device.features.has('subgroups')) skip('no subgroups');
    const portable = await gradientsWith(PORTABLE_TUNING);
    expect(portable.some((value) => Math.abs(value) > 1e-3)).toBe(true);
    expect(await gradientsWith(tuning)).toEqual(portable);
  });

  it.each([2, 16])('adds up %i slices of the gradient to the same sum', async (slices) => {
    const portable = await gradientsWith(PORTABLE_TUNING);
    const sliced = await gradientsWith({ ...PORTABLE_TUNING, slices });
    const off = sliced.reduce((most, value, i) => Math.max(most, Math.abs(value - (portable[i] ?? Number.NaN))), 0);
    expect(off).toBeLessThan(1e-6);
  });

  it('is chosen once a device, and gives a software adapter one slice', async () => {
    const first = await chooseTuning(device, 1000);
    expect(first.slices).toBe(1);
    expect([PORTABLE_TILE, QUAD_TILE]).toContainEqual(first.matmul);
    const start = performance.now();
    expect(await chooseTuning(device, 1000)).toEqual(first);
    expect(performance.now() - start).toBeLessThan(50);
  });
});
