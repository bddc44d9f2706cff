import { beforeAll, expect, test } from 'vitest';
import { codeOf, testEngine } from './fixtures/engine.ts';

const SHAPE = { d_model: 16, n_layers: 1, n_heads: 2, d_mlp: 32, n_ctx: 16, d_vocab: 29, batch_size: 4, learning_rate: 0.01 };

const { engine, call, start } = testEngine();

beforeAll(() => start({ text: 'One, two, three. '.repeat(40), config: SHAPE, backend: 'cpu' }));

test('each timed step has a time and a loss; the losses fall, the same at every call, and warming up only skips', async () => {
  const whole = await call.bench({ config: SHAPE, steps: 30, warmup: 0 });
  expect(whole.msPerStep).toHaveLength(30);
  expect(whole.msPerStep.every((ms) => ms > 0)).toBe(true);
  expect(whole.losses[0]).toBeCloseTo(Math.log(SHAPE.d_vocab), 0);
  expect(whole.losses.at(-1)).toBeLessThan(0.9 * (whole.losses[0] ?? 0));
  const later = await call.bench({ config: SHAPE, steps: 20, warmup: 10 });
  expect(later.losses).toEqual(whole.losses.slice(10));
  expect([whole.dispatchesPerStep, whole.submitsPerStep]).toEqual([0, 0]);
});

test('the running model is as before: step, weights and backend', async () => {
  await call.train({ steps: 3 });
  const before = await engine.running().trainer.state();
  await call.bench({ config: SHAPE, steps: 2, warmup: 1 });
  expect(engine.running().step).toBe(3);
  expect(await engine.running().trainer.state()).toEqual(before);
  expect(engine.backend.info().name).toBe('cpu');
});

test('what cannot be measured is refused and said', async () => {
  expect(await codeOf(call.bench({ steps: 0, warmup: 0 }))).toBe('fieldRange');
  expect(await codeOf(call.bench({ steps: 1.5, warmup: 0 }))).toBe('fieldRange');
  expect(await codeOf(call.bench({ steps: 1, warmup: -1 }))).toBe('fieldRange');
  expect(await codeOf(call.bench({ config: { d_model: 15 }, steps: 1, warmup: 0 }))).toBe('headsDivide');
  expect(await codeOf(call.bench({ steps: 1, warmup: 0, backend: 'webgpu' }))).toBe('backendMissing');
});
