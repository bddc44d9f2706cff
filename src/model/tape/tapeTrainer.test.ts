import { dispose, memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Batch } from '#lexicon/batch.ts';
import type { ModelConfig, OptimizerKind } from '#lexicon/config.ts';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { rng } from '#math/random.ts';
import { useBackend } from '../fixtures/backends.ts';
import { firstDifference, REACHED } from '../fixtures/conformance.ts';
import { initialWeights, unmoved } from '../init.ts';
import type { StepSettings, Trainer, TrainerState } from '../trainer.ts';
import { createTapeTrainer } from './tapeTrainer.ts';

const config: ModelConfig = { ...DEFAULT_CONFIG, d_vocab: 11, d_model: 12, n_heads: 3, d_mlp: 20, n_ctx: 8, n_layers: 1 };
const layout = weightLayout(config);
const settings: StepSettings = {
  step: 1,
  learningRate: 0.01,
  optimizer: 'adamw',
  beta1: 0.9,
  beta2: 0.99,
  adamEps: 1e-8,
  weightDecay: 0.1,
  gradClip: 0,
  dropout: 0,
  seed: 3,
};

function batchOf(B: number, T: number): Batch {
  const draw = rng(5, 'test', B, T);
  const some = (): Int32Array => Int32Array.from({ length: B * T }, () => Math.floor(draw() * config.d_vocab));
  return { ids: some(), targets: some(), B, T };
}
const batch = batchOf(2, 6);

function freshState(): TrainerState {
  return unmoved(initialWeights(config, 1));
}

/** Runs with a trainer, disposes it, and proves that nothing was left behind. */
async function withTrainer<R>(run: (trainer: Trainer) => Promise<R>, of = config, state = freshState()): Promise<R> {
  const before = memory().numTensors;
  const trainer = await createTapeTrainer(of, state);
  const result = await run(trainer);
  trainer.dispose();
  expect(memory().numTensors).toBe(before);
  return result;
}

const decays = new Float32Array(layout.length);
for (const slot of layout.slots) if (slot.decays) decays.fill(1, slot.offset, slot.offset + slot.size);

/** Two updates in plain numbers, PyTorch's formulas once more, from gradients the trainer gave. */
function expected(kind: OptimizerKind, state: TrainerState, gradient: Float32Array, step: number): Float32Array {
  const { learningRate: lr, beta1, beta2, adamEps, weightDecay } = settings;
  return state.weights.map((w, i) => {
    const decay = weightDecay * (decays[i] ?? 0);
    const g = (gradient[i] ?? 0) + (kind === 'adamw' ? 0 : decay * w);
    if (kind === 'sgd') {
      const momentum = beta1 * (state.m[i] ?? 0) + g;
      return w - lr * momentum;
    }
    const m = beta1 * (state.m[i] ?? 0) + (1 - beta1) * g;
    const v = beta2 * (state.v[i] ?? 0) + (1 - beta2) * g * g;
    const shrunk = kind === 'adamw' ? w * (1 - lr * decay) : w;
    return shrunk - (lr * (m / (1 - beta1 ** step))) / (Math.sqrt(v / (1 - beta2 ** step)) + adamEps);
  });
}

beforeAll(() => useBackend('cpu'));

describe('the tape trainer', () => {
  it.each(['adamw', 'adam', 'sgd'] as const)(
    'moves the weights by the formulas of %s, decay and momentum included',
    (optimizer) =>
      withTrainer(async (trainer) => {
        for (let step = 1; step <= 2; step++) {
          const [before, gradient] = [await trainer.state(), await trainer.gradients(batch)];
          trainer.step(batch, { ...settings, optimizer, step });
          const difference = (await trainer.weights()).map((w, i) => w - (expected(optimizer, before, gradient, step)[i] ?? 0));
          expect(Math.max(...difference.map(Math.abs))).toBeLessThan(1e-6);
        }
        if (optimizer === 'sgd') expect((await trainer.state()).v.every((x) => x === 0)).toBe(true);
      }),
  );

  it('tells the norm before clipping and moves by a gradient of at most the clip', () =>
    withTrainer(async (trainer) => {
      const before = await trainer.weights();
      const gradient = await trainer.gradients(batch);
      const norm = Math.hypot(...gradient);
      const clip = norm / 4;
      trainer.step(batch, { ...settings, optimizer: 'sgd', beta1: 0, weightDecay: 0, learningRate: 1, gradClip: clip });
      const [scalars] = await trainer.scalars();
      expect(scalars?.gradNorm).toBeCloseTo(norm, 5);
      const after = await trainer.weights();
      expect(Math.hypot(...after.map((w, i) => w - (before[i] ?? 0)))).toBeCloseTo(clip, 4);
    }));

  it('ignores targets of −1 as if their positions were not scored', () =>
    withTrainer(async (trainer) => {
      const half: Batch = { ...batch, targets: batch.targets.map((target, index) => (index % 6 < 3 ? target : -1)) };
      // A causal model's first three positions do not see the rest.
      const cut = (array: Int32Array): Int32Array => array.filter((_, index) => index % 6 < 3);
      const short: Batch = { ids: cut(batch.ids), targets: cut(batch.targets), B: 2, T: 3 };
      expect(firstDifference(await trainer.gradients(half), await trainer.gradients(short), REACHED)).toBeUndefined();
      expect((await trainer.evaluate(half)).scored).toBe(6);
      const none: Batch = { ...batch, targets: batch.targets.map(() => -1) };
      expect((await trainer.gradients(none)).every((x) => x === 0)).toBe(true);
      expect(await trainer.evaluate(none)).toEqual({ lossSumNats: 0, scored: 0, correct: 0 });
    }));

  it('evaluates to the sum whose mean a step reports, and counts the right guesses', () =>
    withTrainer(async (trainer) => {
      for (let step = 1; step <= 60; step++) trainer.step(batch, { ...settings, step, weightDecay: 0 });
      const losses = await trainer.scalars();
      expect(losses).toHaveLength(60);
      const evaluated = await trainer.evaluate(batch);
      trainer.step(batch, { ...settings, step: 61 });
      const [next] = await trainer.scalars();
      expect(evaluated.lossSumNats / evaluated.scored).toBeCloseTo(next?.lossNats ?? 0, 5);
      expect(next?.lossNats).toBeLessThan((losses[0]?.lossNats ?? 0) / 10);
      expect(evaluated).toMatchObject({ scored: 12, correct: 12 });
      expect(await trainer.scalars()).toEqual([]);
    }));

  it('goes on after a reload to the same last bit as if it had never stopped', async () => {
    const run = (trainer: Trainer, from: number, to: number): void => {
      for (let step = from; step <= to; step++) trainer.step(batchOf(2, 3 + (step % 4)), { ...settings, step, dropout: 0.2 });
    };
    const whole = await withTrainer((trainer) => (run(trainer, 1, 6), trainer.state()));
    const half = await withTrainer((trainer) => (run(trainer, 1, 3), trainer.state()));
    const resumed = await withTrainer((trainer) => {
      trainer.load(half);
      run(trainer, 4, 6);
      return trainer.state();
    });
    expect(resumed).toEqual(whole);
  });

  it('drops with masks that depend on seed and step, and not at all at 0', async () => {
    const lossOf = (patch: Partial<StepSettings>): Promise<number> =>
      withTrainer(async (trainer) => {
        trainer.step(batch, { ...settings, ...patch });
        return (await trainer.scalars())[0]?.lossNats ?? Number.NaN;
      });
    const plain = await lossOf({});
    const dropped = await lossOf({ dropout: 0.3 });
    expect(await lossOf({ dropout: 0.3 })).toBe(dropped);
    expect(new Set([plain, dropped, await lossOf({ dropout: 0.3, step: 2 }), await lossOf({ dropout: 0.3, seed: 4 })]).size).toBe(
      4,
    );
    expect(await withTrainer(async (trainer) => (await trainer.evaluate(batch)).lossSumNats / 12)).toBeCloseTo(plain, 5);
  });

  it('gives the weights as tensors by name and keeps the padding at zero', () =>
    withTrainer(async (trainer) => {
      trainer.step(batch, settings);
      const flat = await trainer.weights();
      const tensors = trainer.tensors();
      const padding = flat.slice();
      for (const { name, shape, offset, size } of layout.slots) {
        expect(tensors.get(name)?.shape).toEqual(shape);
        expect(tensors.get(name)?.dataSync()).toEqual(flat.slice(offset, offset + size));
        padding.fill(0, offset, offset + size);
      }
      expect(padding.every((x) => x === 0)).toBe(true);
      dispose([...tensors.values()]);
    }));

  it('refuses a state of another length and keeps its own', () =>
    withTrainer(async (trainer) => {
      const before = await trainer.state();
      expect(() => trainer.load({ ...before, m: new Float32Array(3) })).toThrow(
        `m came with 3 elements, ${layout.length} were wanted`,
      );
      expect(await trainer.state()).toEqual(before);
    }));
});
