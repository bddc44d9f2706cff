import { afterAll, beforeAll, expect, test } from 'vitest';
import { weightLayout } from '#lexicon/weights.ts';
import { testEngine } from './fixtures/engine.ts';

const { engine, call, start } = testEngine();

beforeAll(async () => {
  await start({ config: { d_model: 8, d_mlp: 12, n_ctx: 10, batch_size: 3, grad_clip: 0 } });
  await call.train({ steps: 6 });
});
afterAll(() => call.pause({}));

const kept = (): number[] => [...engine.running().checkpoints.steps()];

test('a trace holds what a reading of each kept step does, of a weight as of an activation', async () => {
  for (const [name, index, at] of [
    ['wte.weight', [2, 3], 19],
    ['blocks.0.mlp.hook_post', [4, 5], 53],
  ] as const) {
    const traced = await call.trace({ name, index, steps: kept() });
    expect([...(traced?.steps ?? [])]).toEqual(kept());
    for (const [i, step] of kept().entries()) {
      const { data } = await call.read({ name, step });
      expect(traced?.values[i]).toBe(data[at]);
      expect(traced?.ranks[i]).toBe(1 + data.filter((each) => each > (data[at] ?? 0)).length);
      expect(traced?.count).toBe(data.length);
    }
  }
});

test('an index of fewer axes traces the length of the slice among its like', async () => {
  const traced = await call.trace({ name: 'blocks.0.attn.hook_z', index: [1], steps: [0] });
  const { data, shape } = await call.read({ name: 'blocks.0.attn.hook_z', step: 0 });
  const size = (shape[1] ?? 0) * (shape[2] ?? 0);
  expect(traced?.values[0]).toBeCloseTo(Math.hypot(...data.subarray(size, 2 * size)), 6);
  expect(traced?.count).toBe(shape[0]);
});

test('of two traces the later is answered; the earlier ends with nothing', async () => {
  const [first, second] = await Promise.all([
    call.trace({ name: 'hook_embed', index: [0, 0], steps: kept() }),
    call.trace({ name: 'hook_embed', index: [1, 0], steps: kept() }),
  ]);
  expect(first).toBeNull();
  expect(second?.steps).toHaveLength(kept().length);
});

test('an index outside and a name that is none are refused', async () => {
  await expect(call.trace({ name: 'hook_embed', index: [99, 0], steps: [0] })).rejects.toThrow('fieldRange');
  await expect(call.trace({ name: 'hook_nothing', index: [0], steps: [0] })).rejects.toThrow('unknownName');
});

test('the gradient norms of a kept step and of the newest are those that its next step meets', async () => {
  const now = await call.gradientNorms({ step: null });
  expect([now.step, now.batchStep]).toEqual([6, 7]);
  const whole = Math.hypot(...now.rows.map(({ gradient }) => gradient));
  await call.train({ steps: 1 });
  expect(whole).toBeCloseTo(engine.running().history.last()?.gradNorm ?? 0, 4);
  const earlier = await call.gradientNorms({ step: 6 });
  earlier.rows.forEach(({ name, gradient, weight }, i) => {
    expect(name).toBe(now.rows[i]?.name);
    expect(gradient).toBeCloseTo(now.rows[i]?.gradient ?? 0, 4);
    expect(weight).toBe(now.rows[i]?.weight);
  });
});

test('a number set by hand while training leaves every step taken meanwhile', async () => {
  const playing = call.train({ steps: 40 });
  const { before, after } = await call.setWeight({ weight: 'wpe.weight', at: 5, change: { to: 0.5 } });
  await playing;
  expect(after).toBe(0.5);
  const moved = await engine.running().trainer.weights();
  await call.reset({});
  await call.train({ steps: 47 });
  const plain = await engine.running().trainer.weights();
  const { offset = 0 } = weightLayout(engine.running().config).byName.get('wpe.weight') ?? {};
  // Training went on from the changed number: the rest is near the plain run's, the number itself near what was set.
  expect(moved[offset + 5]).toBeGreaterThan(0.2);
  expect(Math.abs(before)).toBeLessThan(0.2);
  expect(Math.abs((moved[offset + 400] ?? 0) - (plain[offset + 400] ?? 0))).toBeLessThan(0.2);
});

test('taking a change back adds what it took away, to the last bit where nothing was trained', async () => {
  const { data } = await call.read({ name: 'wpe.weight' });
  const { before, after } = await call.setWeight({ weight: 'wpe.weight', at: 3, change: { to: 12.5 } });
  await call.setWeight({ weight: 'wpe.weight', at: 3, change: { by: before - after } });
  expect((await call.read({ name: 'wpe.weight' })).data).toEqual(data);
  await expect(call.setWeight({ weight: 'wpe.weight', at: 80, change: { to: 1 } })).rejects.toThrow('weightLength');
  await expect(call.setWeight({ weight: 'wpe.weight', at: 0, change: { to: Number.NaN } })).rejects.toThrow('weightFinite');
});

test('the state of a weight is what the optimizer holds', async () => {
  await call.train({ steps: 2 });
  const state = await call.weightState({ weight: 'wte.weight', at: 4 });
  const [value, m, v] = await Promise.all(
    ['wte.weight', 'adam.m.wte.weight', 'adam.v.wte.weight'].map(async (name) => (await call.read({ name })).data[4]),
  );
  expect(state).toMatchObject({ step: engine.running().step, value, m, v });
  expect(state.learningRate).toBe(engine.running().history.last()?.learningRate);
});
