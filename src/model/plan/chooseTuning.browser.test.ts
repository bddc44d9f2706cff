import { beforeAll, describe, expect, it } from 'vitest';
import type { Batch } from '#lexicon/batch.ts';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { rng } from '#math/random.ts';
import { PORTABLE_TILE, QUAD_TILE, SHARED_TILE, SMALL_TILE, TALL_QUAD_TILE } from '../../kernels/matmul/tile.wgsl.ts';
import type { Tile } from '../../kernels/matmul/tile.wgsl.ts';
import { initialWeights, unmoved } from '../init.ts';
import type { Trainer } from '../trainer.ts';
import { chooseTuning } from './chooseTuning.ts';
import { createTunedPlanTrainer } from './planTrainer.ts';
import { race } from './race.ts';
import { useFullDevice } from './testDevice.ts';
import { tryKernel } from './trial.ts';
import { productTrial } from './trialKernels.ts';
import { PORTABLE_TUNING, PRODUCTS, QUAD_TUNING, everywhere } from './tuning.ts';
import type { Tuning } from './tuning.ts';

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
  const trainer: Trainer = await createTunedPlanTrainer(tuning, CONFIG, unmoved(initialWeights(CONFIG, 5)));
  const gradients = await trainer.gradients(BATCH);
  trainer.dispose();
  return gradients;
}

const withTile = (tile: Tile): Tuning => ({ ...PORTABLE_TUNING, tiles: everywhere(tile) });

describe('the tuning', () => {
  it.for([
    ['small', withTile(SMALL_TILE)],
    ['quad', QUAD_TUNING],
    ['shared', withTile(SHARED_TILE)],
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

  it('is chosen once a device, and gives a software adapter one slice and one tile for every class', async () => {
    const progress: number[] = [];
    const first = await chooseTuning(device, CONFIG, (fraction) => progress.push(fraction));
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(first.slices).toBe(1);
    for (const kind of PRODUCTS) {
      const { narrow, wide } = first.tiles[kind];
      expect([PORTABLE_TILE, QUAD_TILE, TALL_QUAD_TILE]).toContainEqual(narrow);
      expect(wide).toEqual(narrow);
    }
    const start = performance.now();
    expect(await chooseTuning(device, CONFIG)).toEqual(first);
    expect(performance.now() - start).toBeLessThan(50);
  });

  it.each(PRODUCTS)(
    'can time a %s of a wide weight: its last element is computed, to the same bits by other tiles',
    async (kind) => {
      const [portable, small] = await Promise.all(
        [PORTABLE_TILE, SMALL_TILE].map((tile) => tryKernel(device, productTrial(kind, 'wide', tile))),
      );
      expect(Math.abs(portable?.result.at(-1) ?? 0)).toBeGreaterThan(1e-3);
      expect(small?.result).toEqual(portable?.result);
      portable?.dispose();
      small?.dispose();
    },
  );

  it('never takes a variant that computes something else, however fast', async () => {
    const wrong = (tile: Tile) => {
      const trial = productTrial('matmul', 'narrow', tile);
      return tile === PORTABLE_TILE ? trial : { ...trial, groups: [1, 1, 1] as [number, number, number] };
    };
    expect(await race(device, [PORTABLE_TILE, SMALL_TILE], wrong)).toBe(PORTABLE_TILE);
  });
});
