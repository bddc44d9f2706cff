import { expect, test, vi } from 'vitest';
import { PORTABLE_TUNING } from '#model/plan/tuning.ts';
import { testEngine } from './fixtures/engine.ts';

// Timing the kernels of every new device is what takes the time, and is not what is tested.
vi.mock(import('#model/plan/chooseTuning.ts'), () => ({ chooseTuning: async () => PORTABLE_TUNING }));

const SHAPE = { d_model: 16, n_layers: 2, n_heads: 2, d_mlp: 32, n_ctx: 16, d_vocab: 29, batch_size: 4 };

test('on WebGPU a step is one submit of at most 22·L + 11 dispatches, with the losses of wasm', async ({ skip }) => {
  const { engine, call, start } = testEngine();
  await start({ text: 'One, two, three. '.repeat(40), config: SHAPE, backend: 'wasm' });
  skip(!engine.backend.info().available.includes('webgpu'), 'no adapter');
  const wasm = await call.bench({ config: SHAPE, steps: 5, warmup: 0 });
  const webgpu = await call.bench({ config: SHAPE, steps: 5, warmup: 0, backend: 'webgpu' });
  expect(webgpu.submitsPerStep).toBe(1);
  expect(webgpu.dispatchesPerStep).toBeGreaterThan(20);
  expect(webgpu.dispatchesPerStep).toBeLessThanOrEqual(22 * SHAPE.n_layers + 11);
  webgpu.losses.forEach((loss, i) => expect(loss).toBeCloseTo(wasm.losses[i] ?? Number.NaN, 4));
  expect(engine.backend.info().name).toBe('wasm');
});
