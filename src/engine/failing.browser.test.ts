import { backend as tfBackend } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { PORTABLE_TUNING } from '#model/plan/tuning.ts';
import { SMALL, codeOf, testEngine } from './fixtures/engine.ts';

// Timing the kernels of every new device is what takes the time, and is not what is tested.
vi.mock(import('#model/plan/chooseTuning.ts'), () => ({ chooseTuning: async () => PORTABLE_TUNING }));

/** What goes wrong on a GPU, provoked on a device that exists: each ends with a model that trains on. */

const { engine, call, start, told } = testEngine();
const codes = (): string[] => told('failure').map(({ code }) => code);
const gpu = (): GPUDevice => (tfBackend() as WebGPUBackend).device;

/** The next buffers of this name are larger than any device has room for. */
function withoutRoom(label: string): void {
  const createBuffer = Object.getOwnPropertyDescriptor(GPUDevice.prototype, 'createBuffer')?.value as GPUDevice['createBuffer'];
  vi.spyOn(GPUDevice.prototype, 'createBuffer').mockImplementation(function create(this: GPUDevice, wanted) {
    return createBuffer.call(this, wanted.label === label ? { ...wanted, size: 2 ** 50 } : wanted);
  });
}

/** Every shader of ours compiled from now on is no WGSL. */
function withoutCompiler(): void {
  const createShaderModule = Object.getOwnPropertyDescriptor(GPUDevice.prototype, 'createShaderModule')
    ?.value as GPUDevice['createShaderModule'];
  vi.spyOn(GPUDevice.prototype, 'createShaderModule').mockImplementation(function create(this: GPUDevice, wanted) {
    return createShaderModule.call(this, { ...wanted, code: `${wanted.code}\nno such thing` });
  });
}

/** The run that everything must leave as it is, on this backend. */
async function trainedOn(name: 'webgpu' | 'wasm'): Promise<{ id: number; step: number; losses: Float32Array; text: string }> {
  await call.setBackend({ name });
  await call.train({ steps: 5 });
  const { id, step, history, text } = engine.running();
  return { id, step, losses: history.since(0).loss, text: text?.raw ?? '' };
}

beforeAll(() => start());
// A model is built anew on the processor, where that costs nothing, and goes to a new device once.
beforeEach(async () => {
  await call.setBackend({ name: 'wasm' });
  await call.configure({ patch: { ...SMALL } });
  await call.reset({});
  told('failure').length = 0;
});
afterEach(() => vi.restoreAllMocks());

/** The run is whole and trains on. */
async function goesOn({ id, step, losses, text }: Awaited<ReturnType<typeof trainedOn>>): Promise<void> {
  const run = engine.running();
  expect([run.id, run.step, run.text?.raw]).toEqual([id, step, text]);
  expect(run.history.since(0).loss).toEqual(losses);
  const { loss } = await call.train({ steps: 3 });
  expect(Number.isFinite(loss)).toBe(true);
  expect(engine.running().step).toBe(step + 3);
}

describe('a shader that does not compile', () => {
  test('when a model is built: the processor takes over with the model that was asked for, and the old one is kept', async () => {
    const before = await trainedOn('webgpu');
    withoutCompiler();
    expect(await call.configure({ patch: { act_fn: 'silu', d_model: 20, d_mlp: 40 } })).toEqual({ rebuilt: true });
    expect(engine.backend.info()).toMatchObject({ name: 'wasm', reason: 'gpuFailed' });
    expect(engine.running().config).toMatchObject({ d_model: 20 });
    expect(codes()).toEqual(['gpuFailed']);
    expect(told('failure')[0]?.params).toMatchObject({ found: expect.stringContaining('does not compile') as string });
    expect(Number.isFinite((await call.train({ steps: 2 })).loss)).toBe(true);
    await call.restoreRun({ runId: before.id });
    await goesOn(before);
  });

  test('when the backend is switched: the model stays where it was, and that is said', async () => {
    const before = await trainedOn('wasm');
    withoutCompiler();
    expect(await codeOf(call.setBackend({ name: 'webgpu' }))).toBe('gpuRefused');
    expect(engine.backend.info().name).toBe('wasm');
    await goesOn(before);
  });
});

test('no adapter, or one that gives no device, at a switch: the model stays where it was, and can go there later', async () => {
  const before = await trainedOn('wasm');
  const none = vi.spyOn(GPU.prototype, 'requestAdapter').mockResolvedValue(null);
  expect(await codeOf(call.setBackend({ name: 'webgpu' }))).toBe('backendMissing');
  none.mockRestore();
  const busy = vi.spyOn(GPUAdapter.prototype, 'requestDevice').mockRejectedValue(new DOMException('busy', 'OperationError'));
  expect(await codeOf(call.setBackend({ name: 'webgpu' }))).toBe('gpuRefused');
  busy.mockRestore();
  expect(engine.backend.info().name).toBe('wasm');
  await call.setBackend({ name: 'webgpu' });
  await goesOn(before);
});

describe('no room on the GPU', () => {
  test('for a new model: the processor takes over', async () => {
    const before = await trainedOn('webgpu');
    withoutRoom('gradient');
    await call.configure({ patch: { n_layers: 2 } });
    expect(engine.backend.info()).toMatchObject({ name: 'wasm', reason: 'gpuFailed' });
    expect(codes()).toEqual(['gpuFailed']);
    await call.restoreRun({ runId: before.id });
    await goesOn(before);
  });

  test('for a larger batch while it trains: the processor goes on from the last good step', async () => {
    await trainedOn('webgpu');
    const endless = call.train({ steps: null });
    withoutRoom('logits');
    await call.configure({ patch: { batch_size: 16 } });
    await expect.poll(() => engine.backend.info().reason).toBe('gpuFailed');
    const { id, step } = engine.running();
    await expect.poll(() => engine.running().step).toBeGreaterThan(step);
    await call.pause({});
    await endless;
    const run = engine.running();
    expect([run.id, run.config.batch_size]).toEqual([id, 16]);
    expect(Array.from(run.history.since(0).step)).toEqual(Array.from({ length: run.step }, (_, i) => i + 1));
    expect(codes()).toEqual(['gpuFailed']);
  });
});

test('a device that is lost while it trains costs no more than the steps since the last good one, and training goes on by itself', async () => {
  await trainedOn('webgpu');
  const endless = call.train({ steps: null });
  const { step } = engine.running();
  gpu().destroy();
  await expect.poll(() => engine.backend.info().reason).toBe('lost');
  await expect.poll(() => engine.running().step).toBeGreaterThan(step);
  await call.pause({});
  await endless;
  const run = engine.running();
  expect(Array.from(run.history.since(0).step)).toEqual(Array.from({ length: run.step }, (_, i) => i + 1));
  expect(codes()).toEqual(['deviceLost']);
});
