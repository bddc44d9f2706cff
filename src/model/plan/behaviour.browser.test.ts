import '@tensorflow/tfjs-backend-webgpu';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Batch } from '#lexicon/batch.ts';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { rng } from '#math/random.ts';
import { initialWeights, unmoved } from '../init.ts';
import type { StepSettings, Trainer, TrainerState } from '../trainer.ts';
import { createPlanTrainer } from './planTrainer.ts';

/** Padded in every axis, with rotary pairs: the farthest from the flat layout. */
const CONFIG: ModelConfig = {
  ...DEFAULT_CONFIG,
  d_model: 12,
  n_heads: 2,
  d_mlp: 18,
  n_layers: 1,
  n_ctx: 9,
  d_vocab: 21,
  position: 'rope',
};

const SETTINGS: StepSettings = {
  step: 1,
  learningRate: 0.01,
  optimizer: 'adamw',
  beta1: 0.9,
  beta2: 0.99,
  adamEps: 1e-8,
  weightDecay: 0.1,
  gradClip: 1,
  dropout: 0.1,
  seed: 2,
};

const start = (): TrainerState => unmoved(initialWeights(CONFIG, 4));

const batchOf = (index: number, B = 2, T = 7): Batch => {
  const draw = rng(1, 'batch', index);
  const next = (): Int32Array => Int32Array.from({ length: B * T }, () => Math.floor(draw() * CONFIG.d_vocab));
  return { ids: next(), targets: next(), B, T };
};

const stepAt = (trainer: Trainer, step: number): void => trainer.step(batchOf(step), { ...SETTINGS, step });

let trainer: Trainer;

beforeAll(async () => {
  await tf.setBackend('webgpu');
  await tf.ready();
  trainer = await createPlanTrainer(CONFIG, start());
  return () => trainer.dispose();
});

afterEach(() => vi.restoreAllMocks());

describe('createPlanTrainer', () => {
  it('submits once a step, with the dispatches of its passes and no more', async () => {
    stepAt(trainer, 1);
    const submit = vi.spyOn(GPUQueue.prototype, 'submit');
    const dispatch = vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
    stepAt(trainer, 2);
    expect(submit).toHaveBeenCalledTimes(1);
    expect(dispatch).toHaveBeenCalledTimes(21 * CONFIG.n_layers + 12);
    await trainer.scalars();
  });

  it('makes no buffers and no pipelines for a batch that fits into an earlier one', async () => {
    trainer.step(batchOf(1, 4, 9), SETTINGS);
    await trainer.scalars();
    const create = vi.spyOn(GPUDevice.prototype, 'createBuffer');
    const compile = vi.spyOn(GPUDevice.prototype, 'createComputePipelineAsync');
    trainer.step(batchOf(1, 3, 5), SETTINGS);
    trainer.step(batchOf(1, 4, 9), SETTINGS);
    expect(create).not.toHaveBeenCalled();
    expect(compile).not.toHaveBeenCalled();
    await trainer.scalars();
  });

  it('compiles a model only once a device, and reports progress up to 1', async () => {
    const compile = vi.spyOn(GPUDevice.prototype, 'createComputePipelineAsync');
    const progress: number[] = [];
    const twin = await createPlanTrainer(CONFIG, start(), (fraction) => progress.push(fraction));
    expect(compile).not.toHaveBeenCalled();
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    twin.dispose();
  });

  it('repeats a run to the last bit from the same state, whether scalars are fetched each step or after a hundred', async () => {
    trainer.load(start());
    for (let step = 1; step <= 100; step++) stepAt(trainer, step);
    const together = await trainer.scalars();
    const state = await trainer.state();

    trainer.load(start());
    const single = [];
    for (let step = 1; step <= 100; step++) {
      stepAt(trainer, step);
      if (step % 7 === 0 || step === 100) single.push(...(await trainer.scalars()));
    }
    expect(together).toHaveLength(100);
    expect(single).toEqual(together);
    expect(await trainer.state()).toEqual(state);
    expect(await trainer.scalars()).toEqual([]);
  });

  it('goes on from a saved state as if it had never stopped', async () => {
    trainer.load(start());
    for (let step = 1; step <= 3; step++) stepAt(trainer, step);
    const saved = await trainer.state();
    for (let step = 4; step <= 6; step++) stepAt(trainer, step);
    const weights = await trainer.weights();
    trainer.load(saved);
    for (let step = 4; step <= 6; step++) stepAt(trainer, step);
    expect(await trainer.weights()).toEqual(weights);
    await trainer.scalars();
  });

  it('shows its weights as tensors of the backend, of the step they were asked at', async () => {
    const before = tf.memory().numTensors;
    for (let step = 1; step <= 2; step++) {
      stepAt(trainer, step);
      const weights = await trainer.weights();
      const tensors = trainer.tensors();
      expect([...tensors.keys()]).toHaveLength(trainer.layout.slots.length);
      for (const { name, shape, offset, size } of trainer.layout.slots) {
        const tensor = tensors.get(name);
        expect(tensor?.shape).toEqual(shape);
        if (!tensor) continue;
        const doubled = tf.mul(tensor, 2);
        expect(Array.from(await doubled.data()), name).toEqual(
          Array.from(weights.subarray(offset, offset + size), (value) => 2 * value),
        );
        doubled.dispose();
      }
      tensors.forEach((tensor) => tensor.dispose());
    }
    await trainer.scalars();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves weights and moments as they are when it evaluates and differentiates', async () => {
    const state = await trainer.state();
    await trainer.evaluate(batchOf(1));
    await trainer.gradients(batchOf(1));
    expect(await trainer.state()).toEqual(state);
  });

  it('reports a loss that is no number when a weight is none', async () => {
    const broken = start();
    broken.weights.fill(Number.NaN, 0, CONFIG.d_model * CONFIG.d_vocab);
    trainer.load(broken);
    stepAt(trainer, 1);
    const [scalars] = await trainer.scalars();
    expect(scalars?.lossNats).toBeNaN();
    expect((await trainer.evaluate(batchOf(1))).lossSumNats).toBeNaN();
    trainer.load(start());
  });

  it('refuses a batch that does not fit the model, and says what came', () => {
    expect(() => trainer.step(batchOf(1, 2, 10), SETTINGS)).toThrow('a batch of 2×10 came');
    expect(() => trainer.step({ ...batchOf(1), targets: new Int32Array(3) }, SETTINGS)).toThrow('3 targets came, 14 of each');
    expect(() => trainer.step({ ...batchOf(1), targets: new Int32Array(14).fill(21) }, SETTINGS)).toThrow('target 21 came');
    expect(() => trainer.step({ ...batchOf(1), ids: new Int32Array(14).fill(21) }, SETTINGS)).toThrow('id 21 came');
  });

  it('says so when the GPU refuses a command instead of going on in silence', async () => {
    const { device } = tf.backend() as WebGPUBackend;
    vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups').mockImplementationOnce(function refuse(
      this: GPUComputePassEncoder,
    ) {
      this.setBindGroup(0, null);
      this.setBindGroup(99, null);
    });
    stepAt(trainer, 1);
    await device.queue.onSubmittedWorkDone();
    await expect(trainer.scalars()).rejects.toThrow('the GPU refused a command');
    stepAt(trainer, 1);
    expect(await trainer.scalars()).toHaveLength(1);
  });
});
