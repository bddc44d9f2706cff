import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test, vi } from 'vitest';
import type { BackendName } from '#lexicon/messages.ts';
import { PORTABLE_TUNING } from '#model/plan/tuning.ts';
import { Engine } from './engine.ts';
import { testEngine } from './fixtures/engine.ts';
import { Races } from './race.ts';
import { freshRun } from './run.ts';

// Timing the kernels of every new device is what takes the time, and is not what is tested.
vi.mock(import('#model/plan/chooseTuning.ts'), () => ({ chooseTuning: async () => PORTABLE_TUNING }));

const { engine, call, start } = testEngine();

beforeAll(() => start({ config: { learning_rate: 0.01, warmup_steps: 0 } }));

test('a software adapter is found but never the default: wasm runs, and says why', () => {
  const { name, reason, available } = engine.backend.info();
  expect(available).toContain('wasm');
  if (!available.includes('webgpu')) expect(reason).toBe('noGpu');
  else if (engine.backend.info().name === 'wasm') expect(['softwareGpu', 'fasterCpu']).toContain(reason);
  else expect([name, reason]).toEqual(['webgpu', 'gpu']);
});

test('a change of backend in the middle keeps weights, moments, step and past; losses go on as they would have', async () => {
  await call.setBackend({ name: 'wasm' });
  await call.reset({});
  await call.train({ steps: 10 });
  const middle = await engine.running().trainer.state();
  await call.train({ steps: 5 });
  const unbroken = engine.running().history.since(10).loss;

  await call.reset({});
  await call.train({ steps: 10 });
  expect(await engine.running().trainer.state()).toEqual(middle);
  for (const name of ['cpu', 'webgpu'] as const) {
    await call.setBackend({ name });
    expect([engine.running().step, engine.running().history.length]).toEqual([10, 10]);
    expect((await engine.running().trainer.state()).weights).toEqual(middle.weights);
  }
  await call.train({ steps: 5 });
  const switched = engine.running().history.since(10).loss;
  // Two orders of summation in float32 over five updates; a lost moment would show at 1e-2.
  switched.forEach((loss, i) => expect(Math.abs(loss - (unbroken[i] ?? 0))).toBeLessThan(2e-4));
});

test('the probe reads the same activations on every backend', async () => {
  const ids = await call.probe({ input: 'Who rings' });
  expect(ids.ids).toHaveLength(9);
  const names = ['blocks.0.attn.hook_pattern', 'unembed.hook_out', 'grad.blocks.0.hook_resid_pre'];
  const on = async (backend: BackendName): Promise<Float32Array[]> => {
    await call.setBackend({ name: backend });
    const arrays: Float32Array[] = [];
    for (const name of names) arrays.push((await call.read({ name })).data);
    return arrays;
  };
  // On a GPU first: that is where the model is.
  const [onGpu, onWasm, onCpu] = [await on('webgpu'), await on('wasm'), await on('cpu')];
  for (const [name, read] of Object.entries({ onGpu, onWasm })) {
    read.forEach((data, k) =>
      data.forEach((value, i) => {
        const want = onCpu[k]?.[i] ?? Number.NaN;
        expect(Math.abs(value - want), `${names[k]}[${i}] ${name}`).toBeLessThanOrEqual(1e-5 + 1e-3 * Math.abs(want));
      }),
    );
  }
});

test('a model that is opened, like one that is built, goes to the faster of a GPU that nobody chose and the CPU', async () => {
  await call.setBackend({ name: 'wasm' });
  const { config, text } = engine.running();
  const other = new Engine(() => undefined);
  await other.backend.start('/wasm/');
  // The software adapter plays the real GPU: it is slower at any size.
  await other.backend.use('webgpu', 'gpu');
  await other.open(freshRun(0, config, text));
  expect(other.backend.info()).toMatchObject({ name: 'wasm', reason: 'fasterCpu' });
  const { loss } = await other.player.train(3);
  expect(Number.isFinite(loss)).toBe(true);

  // A larger model has to show again, on the GPU; and a user's choice ends it.
  const race = vi.spyOn(Races.prototype, 'race').mockResolvedValueOnce('gpu');
  await other.configure({ n_layers: 2 });
  expect(other.backend.info()).toMatchObject({ name: 'webgpu', reason: 'gpu' });
  await other.setBackend('wasm');
  await other.configure({ n_layers: 3 });
  expect(other.backend.info()).toMatchObject({ name: 'wasm', reason: 'chosen' });
  expect(race).toHaveBeenCalledTimes(1);
  race.mockRestore();
});

test('rebuilding again and again leaves no tensors behind', async () => {
  await call.setBackend({ name: 'wasm' });
  await call.watch({ names: ['blocks.0.attn.hook_pattern', 'wte.weight'] });
  const once = async (): Promise<number> => {
    await call.reset({});
    await call.train({ steps: 20 });
    await call.watch({ names: [] });
    await engine.lock.run(() => undefined);
    return memory().numTensors;
  };
  const first = await once();
  for (let i = 0; i < 3; i++) expect(await once()).toBe(first);
});
