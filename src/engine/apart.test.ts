import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Events } from '#lexicon/events.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { testEngine } from './fixtures/engine.ts';

const { engine, call, start, told } = testEngine();
const frames = told('frame');
const WATCHED = ['hook_embed', 'unembed.hook_out', 'probe.loss', 'grad.unembed.hook_out'];

/** The next frame for which something holds. */
function frameWhere(holds: (frame: Events['frame']) => boolean): Promise<Events['frame']> {
  const look = (): Events['frame'] => {
    engine.frames.taken();
    const found = frames.findLast(holds);
    if (!found) throw new Error('no such frame came');
    return found;
  };
  return vi.waitFor(look, { timeout: 30_000, interval: 5 });
}
const arrayOf = (frame: Events['frame'], name: string): Float32Array => {
  const { offset, length } = frame.entries.find((entry) => entry.name === name) ?? { offset: 0, length: 0 };
  return frame.data.subarray(offset, offset + length);
};
const norm = (values: Float32Array): number => Math.hypot(...values);

beforeAll(async () => {
  await start({
    config: { d_model: 8, d_mlp: 12, n_ctx: 10, batch_size: 3, learning_rate: 0.01, warmup_steps: 2, dropout: 0.2 },
  });
  await call.watch({ names: WATCHED });
});
afterAll(() => call.pause({}));

test('a run with steps taken apart has the losses and weights of an ordinary run to the last bit', async () => {
  await call.train({ steps: 12 });
  const losses = engine.running().history.since(0).loss;
  const weights = await engine.running().trainer.weights();
  await call.reset({});
  await call.train({ steps: 4 });
  await call.stepApart({});
  await call.showApart({ example: 2 });
  await call.stepApart({});
  await call.train({ steps: 6 });
  expect(engine.running().history.since(0).loss).toEqual(losses);
  expect(await engine.running().trainer.weights()).toEqual(weights);
});

describe('a step taken apart', () => {
  test('its losses, dropout included, are those that the training step averaged', async () => {
    const { losses, loss, B, T, targets, step } = await call.stepApart({});
    expect([B, T, losses.length, targets.length]).toEqual([3, 10, 30, 30]);
    expect(step).toBe(engine.running().step);
    expect(losses.reduce((sum, each) => sum + each, 0) / losses.length).toBeCloseTo(loss, 4);
    expect(engine.running().history.last()?.loss).toBe(loss);
  });

  test('its moves are the difference of the weights, and its gradient has the norm that the step told', async () => {
    const before = await engine.running().trainer.weights();
    const { tensors, largest, gradNorm, clipped } = await call.stepApart({});
    const after = await engine.running().trainer.weights();
    const { slots, byName } = weightLayout(engine.running().config);
    expect(tensors.map(({ name }) => name)).toEqual(slots.map(({ name }) => name));
    for (const { name, move, weight } of tensors) {
      const { offset = 0, size = 0 } = byName.get(name) ?? {};
      const place = (flat: Float32Array): Float32Array => flat.subarray(offset, offset + size);
      expect(weight).toBeCloseTo(norm(place(before)), 4);
      expect(move).toBeCloseTo(norm(place(after).map((value, i) => value - (place(before)[i] ?? 0))), 6);
    }
    const whole = Math.hypot(...tensors.map(({ gradient }) => gradient));
    expect(whole / (gradNorm * clipped)).toBeCloseTo(1, 3);
    const [first, second] = largest;
    const { offset = 0, shape = [] } = byName.get(first?.name ?? '') ?? {};
    const at = offset + shape.reduce((flat, length, axis) => flat * length + (first?.index[axis] ?? 0), 0);
    expect([before[at], after[at]]).toEqual([first?.before, first?.after]);
    const size = (move: typeof first): number => Math.abs((move?.after ?? 0) - (move?.before ?? 0));
    expect(size(first)).toBeGreaterThanOrEqual(size(second));
  });

  test('its examples are shown one by one with what they were scored on, until it is let go', async () => {
    const { ids, targets, losses, T, step } = await call.stepApart({});
    frames.length = 0;
    await call.showApart({ example: 1 });
    const frame = await frameWhere((each) => each.ids.join() === ids.subarray(T, 2 * T).join());
    expect([frame.step, frame.live]).toEqual([step - 1, false]);
    expect(frame.targets).toEqual(targets.subarray(T, 2 * T));
    arrayOf(frame, 'probe.loss').forEach((each, t) => expect(each).toBeCloseTo(losses[T + t] ?? Number.NaN, 4));
    expect(arrayOf(frame, 'grad.unembed.hook_out').every((each) => each !== 0)).toBe(true);
    frames.length = 0;
    await call.showApart({ example: null });
    expect((await frameWhere((each) => each.live)).targets).toBeUndefined();
  });

  test('an example that the batch does not have is refused', async () => {
    await call.stepApart({});
    await expect(call.showApart({ example: 3 })).rejects.toThrow('fieldRange');
    await call.showApart({ example: null });
  });
});

test('a second kept step travels with every frame, of the same sequence, until it is let go', async () => {
  frames.length = 0;
  expect(await call.compare({ step: 0 })).toEqual({ step: 0 });
  const frame = await frameWhere((each) => each.other !== undefined);
  expect(frame.step).toBe(engine.running().step);
  const start = await call.read({ name: 'unembed.hook_out', step: 0 });
  const { offset, length } = frame.entries.find(({ name }) => name === 'unembed.hook_out') ?? { offset: 0, length: 0 };
  expect(frame.other?.data.slice(offset, offset + length)).toEqual(start.data);
  frames.length = 0;
  await call.compare({ step: null });
  expect((await frameWhere(() => true)).other).toBeUndefined();
});
