import { describe, expect, it } from 'vitest';
import type { Batch } from '#lexicon/batch.ts';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { rng } from '#math/random.ts';
import { initialWeights, unmoved } from '../init.ts';
import type { StepSettings, Trainer, TrainerState } from '../trainer.ts';
import { simdModule } from './binary.ts';
import { SimdInstance } from './instance.ts';
import { simdTrainerOf } from './simdTrainer.ts';

const CONFIG: ModelConfig = { ...DEFAULT_CONFIG, d_vocab: 31, d_model: 18, n_heads: 3, d_mlp: 27, n_ctx: 20 };
const SETTINGS: StepSettings = {
  step: 1,
  learningRate: 1e-2,
  optimizer: 'adamw',
  beta1: 0.9,
  beta2: 0.99,
  adamEps: 1e-8,
  weightDecay: 0.1,
  gradClip: 1,
  dropout: 0.2,
  seed: 5,
};

function batchOf(B: number, T: number): Batch {
  const uniform = rng(3, 'batch', B, T);
  const draw = (): number => Math.floor(uniform() * CONFIG.d_vocab);
  return { ids: Int32Array.from({ length: B * T }, draw), targets: Int32Array.from({ length: B * T }, draw), B, T };
}

function fresh(config = CONFIG): TrainerState {
  return unmoved(initialWeights(config, 1));
}

const create = (config = CONFIG, state = fresh(config)): Promise<Trainer> => simdTrainerOf('portable')(config, state);

function train(trainer: Trainer, from: number, to: number): void {
  for (let step = from; step <= to; step++) trainer.step(batchOf(1 + (step % 3), 5 + (step % 16)), { ...SETTINGS, step });
}

describe('the SIMD trainer', () => {
  it('learns a batch by heart', async () => {
    const trainer = await create();
    for (let step = 1; step <= 300; step++) trainer.step(batchOf(2, 12), { ...SETTINGS, step, dropout: 0 });
    const losses = (await trainer.scalars()).map(({ lossNats }) => lossNats);
    expect(losses[0]).toBeCloseTo(Math.log(CONFIG.d_vocab), 1);
    expect(losses[299]).toBeLessThan(0.1);
  });

  it('goes on from a saved state, to the last bit, as if it had never stopped', async () => {
    const whole = await create();
    train(whole, 1, 12);
    const half = await create();
    train(half, 1, 6);
    const resumed = await create(CONFIG, await half.state());
    train(resumed, 7, 12);
    expect(await resumed.state()).toEqual(await whole.state());
    expect((await resumed.scalars()).concat(await half.scalars())).toHaveLength((await whole.scalars()).length);
  });

  it('hands out the scalars of each step once, in order', async () => {
    const trainer = await create();
    train(trainer, 1, 3);
    expect(await trainer.scalars()).toHaveLength(3);
    expect(await trainer.scalars()).toEqual([]);
  });

  it('leaves the padding between weights at 0', async () => {
    const trainer = await create({ ...CONFIG, d_mlp: 7, d_vocab: 33 });
    train(trainer, 1, 5);
    const { weights, m, v } = await trainer.state();
    for (const { offset, size } of trainer.layout.slots) for (const part of [weights, m, v]) part.fill(0, offset, offset + size);
    for (const part of [weights, m, v]) expect(part.every((x) => x === 0)).toBe(true);
  });

  it('scores nothing and asks for no change where every target is −1', async () => {
    const trainer = await create();
    const { ids, B, T } = batchOf(2, 7);
    const blank = { ids, targets: new Int32Array(14).fill(-1), B, T };
    expect(await trainer.evaluate(blank)).toEqual({ lossSumNats: 0, scored: 0, correct: 0 });
    expect((await trainer.gradients(blank)).every((x) => Math.abs(x) === 0)).toBe(true);
  });

  it('lets divergence be seen: a weight that is not a number makes loss and norm so', async () => {
    const trainer = await create();
    const state = fresh();
    state.weights[trainer.layout.byName.get('h.0.mlp.c_fc.weight')?.offset ?? 0] = Number.NaN;
    trainer.load(state);
    trainer.step(batchOf(1, 4), SETTINGS);
    expect(await trainer.scalars()).toEqual([{ lossNats: Number.NaN, gradNorm: Number.NaN }]);
  });

  it('keeps nothing of numbers that were none, once a good state is loaded', async () => {
    // Widths without padding: buffers are not cleared when the batch changes its shape.
    const config = { ...CONFIG, d_model: 24, d_mlp: 28, d_vocab: 32 };
    const trainer = await create(config);
    const clean = await create(config);
    trainer.load({ ...fresh(config), weights: new Float32Array(trainer.layout.length).fill(Number.NaN) });
    trainer.step(batchOf(3, 20), SETTINGS);
    await trainer.scalars();
    trainer.load(fresh(config));
    for (const dropout of [0, 0.3]) {
      trainer.step(batchOf(2, 17), { ...SETTINGS, dropout });
      clean.step(batchOf(2, 17), { ...SETTINGS, dropout });
    }
    expect(await trainer.scalars()).toEqual(await clean.scalars());
    expect(await trainer.state()).toEqual(await clean.state());
  });

  it('refuses a batch that is not one of the model, and stays as it was', async () => {
    const trainer = await create();
    const good = batchOf(2, 4);
    const at3 = (values: Int32Array, value: number): Int32Array => values.with(3, value);
    expect(() => trainer.step({ ...good, ids: at3(good.ids, 31) }, SETTINGS)).toThrow(/idRange.*31/);
    expect(() => trainer.step({ ...good, ids: at3(good.ids, -1) }, SETTINGS)).toThrow(/idRange/);
    expect(() => trainer.step({ ...good, targets: at3(good.targets, -2) }, SETTINGS)).toThrow(/idRange/);
    expect(() => trainer.step({ ...good, T: 5 }, SETTINGS)).toThrow(/8 ids and 8 targets, wanted 10/);
    expect(() => trainer.step(batchOf(1, 21), SETTINGS)).toThrow(/T ≤ 20/);
    expect(await trainer.state()).toEqual(fresh());
    expect(await trainer.scalars()).toEqual([]);
  });

  it('refuses a batch that no memory holds, and trains on afterwards', async () => {
    const config = { ...CONFIG, d_vocab: 20000 };
    const trainer = await create(config);
    const untouched = await create(config);
    const N = 4000 * 20;
    const vast = { ids: new Int32Array(N), targets: new Int32Array(N), B: 4000, T: 20 };
    await expect(trainer.gradients(vast)).rejects.toMatchObject({ problem: { code: 'outOfMemory' } });
    train(trainer, 1, 2);
    train(untouched, 1, 2);
    expect(await trainer.weights()).toEqual(await untouched.weights());
  });

  it('refuses states of another size and rotary heads of odd width', async () => {
    const trainer = await create();
    const short = new Float32Array(3);
    expect(() => trainer.load({ weights: short, m: short, v: short })).toThrow(/3, 3 and 3 numbers, wanted \d+/);
    const odd: ModelConfig = { ...CONFIG, position: 'rope', d_model: 15 };
    await expect(create(odd)).rejects.toThrow(/ropeEven/);
  });

  it('answers nothing after dispose', async () => {
    const trainer = await create();
    trainer.dispose();
    expect(() => trainer.step(batchOf(1, 4), SETTINGS)).toThrow(/after dispose/);
  });

  it('uses no more memory after 10 000 steps of changing shapes than after the first round', async () => {
    const config = { ...CONFIG, d_model: 6, d_mlp: 8, n_layers: 1 };
    const instance = new SimdInstance(await simdModule('portable'), config, weightLayout(config));
    instance.weights.set(initialWeights(config, 1));
    const sizes = Array.from({ length: 10_000 }, (_, i) => {
      instance.prepare(1 + (i % 3), 1 + (i % 7));
      instance.call.differentiate(0, 1);
      instance.call.update(0, 1e-3, 0.9, 0.99, 1e-8, 0.1, 1, 0.5, 0.5);
      return instance.bytes;
    });
    expect(new Set(sizes.slice(21)).size).toBe(1);
    expect(sizes[9_999]).toBe(sizes[21]);
  });
});
