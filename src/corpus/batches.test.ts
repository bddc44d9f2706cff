import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MIN_HELD_OUT, sampleBatch, splitTokens, validationBatches, windowBatches } from './batches.ts';

/** ids[i] === i, so that every number tells its place. */
const places = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i);
const MASK = 999_999;
const causal = { objective: 'causal', maskFraction: 0.15, maskId: null } as const;
const masked = { objective: 'masked', maskFraction: 0.15, maskId: MASK } as const;

const shapes = fc.record({
  trainTokens: fc.integer({ min: 2, max: 200 }),
  tail: fc.integer({ min: 0, max: 60 }),
  B: fc.integer({ min: 1, max: 9 }),
  T: fc.integer({ min: 1, max: 64 }),
  seed: fc.nat(),
  step: fc.nat(10_000),
});

test('causal: every target is the token after its input, and none lies in the held-out part', () => {
  fc.assert(
    fc.property(shapes, ({ trainTokens, tail, B, T, seed, step }) => {
      const batch = sampleBatch({ ids: places(trainTokens + tail), trainTokens, B, T, seed, step, ...causal });
      expect([batch.B, batch.T]).toEqual([B, Math.min(T, trainTokens - 1)]);
      expect(batch.ids.length).toBe(batch.B * batch.T);
      batch.ids.forEach((id, i) => {
        expect(batch.targets[i]).toBe(id + 1);
        if (i % batch.T > 0) expect(id).toBe((batch.ids[i - 1] ?? 0) + 1);
      });
      expect(Math.max(...batch.targets)).toBeLessThan(trainTokens);
    }),
  );
});

test('masked: the hidden positions, and only they, have targets; there is at least one in each row', () => {
  fc.assert(
    fc.property(shapes, fc.double({ min: 0, max: 0.9, noNaN: true }), ({ trainTokens, tail, B, T, seed, step }, maskFraction) => {
      const batch = sampleBatch({ ids: places(trainTokens + tail), trainTokens, B, T, seed, step, ...masked, maskFraction });
      for (let b = 0; b < batch.B; b++) {
        const ids = batch.ids.subarray(b * batch.T, (b + 1) * batch.T);
        const targets = batch.targets.subarray(b * batch.T, (b + 1) * batch.T);
        const restored = ids.map((id, t) => (id === MASK ? (targets[t] ?? -1) : id));
        expect([...restored]).toEqual([...places(batch.T)].map((t) => t + (restored[0] ?? 0)));
        ids.forEach((id, t) => expect(targets[t] === -1).toBe(id !== MASK));
        expect(ids.filter((id) => id === MASK).length).toBe(Math.min(batch.T, Math.max(1, Math.round(maskFraction * batch.T))));
        expect(Math.max(...restored)).toBeLessThan(trainTokens);
      }
    }),
  );
});

test('the same seed and step give the same batch, another step another', () => {
  const options = { ids: places(5000), trainTokens: 4500, B: 8, T: 32, seed: 7, step: 3 };
  for (const task of [causal, masked]) {
    expect(sampleBatch({ ...options, ...task })).toEqual(sampleBatch({ ...options, ...task }));
    expect(sampleBatch({ ...options, ...task, step: 4 })).not.toEqual(sampleBatch({ ...options, ...task }));
    expect(sampleBatch({ ...options, ...task, seed: 8 })).not.toEqual(sampleBatch({ ...options, ...task }));
  }
});

test('every place of the training part can be drawn, the first and the last as often as others', () => {
  const starts = new Map<number, number>();
  for (let step = 0; step < 500; step++) {
    const { ids } = sampleBatch({ ids: places(30), trainTokens: 25, B: 4, T: 5, seed: 1, step, ...causal });
    for (let b = 0; b < 4; b++) starts.set(ids[b * 5] ?? -1, (starts.get(ids[b * 5] ?? -1) ?? 0) + 1);
  }
  expect([...starts.keys()].toSorted((a, b) => a - b)).toEqual([...places(20)]);
  for (const count of starts.values()) expect(Math.abs(count - 100)).toBeLessThan(40);
});

test('a single causal pair can be trained on; a single token cannot', () => {
  const options = { B: 2, T: 32, seed: 1, step: 1, ...causal };
  expect(sampleBatch({ ...options, ids: places(2), trainTokens: 2 })).toEqual({
    ids: Int32Array.of(0, 0),
    targets: Int32Array.of(1, 1),
    B: 2,
    T: 1,
  });
  expect(() => sampleBatch({ ...options, ids: places(1), trainTokens: 1 })).toThrow(/1 tokens are too few/);
  expect(() => sampleBatch({ ...options, ids: places(9), trainTokens: 9, objective: 'masked' })).toThrow(/\[MASK\]/);
});

test('validation windows lie in the held-out tail only, overlap nowhere, are bounded and always the same', () => {
  fc.assert(
    fc.property(shapes, fc.integer({ min: 1, max: 12 }), ({ trainTokens, tail, B, T, seed }, maxWindows) => {
      const options = { ids: places(trainTokens + tail), trainTokens, B, T, seed, maxWindows, ...causal };
      const batches = validationBatches(options);
      expect(validationBatches(options)).toEqual(batches);
      const targets = batches.flatMap((batch) => [...batch.targets]);
      expect(new Set(targets).size).toBe(targets.length);
      expect(targets.every((place) => place > trainTokens && place < trainTokens + tail)).toBe(true);
      expect(batches.reduce((sum, batch) => sum + batch.B, 0)).toBeLessThanOrEqual(maxWindows);
      expect(targets.length > 0).toBe(tail > 1);
      expect(batches.every((batch) => batch.B <= B)).toBe(true);
    }),
  );
});

test('masked windows hide the same positions at every call', () => {
  const options = { ids: places(400), from: 100, to: 300, B: 4, T: 16, seed: 5, maxWindows: 6, ...masked };
  expect(windowBatches(options)).toEqual(windowBatches(options));
  expect(windowBatches(options).map((batch) => batch.B)).toEqual([4, 2]);
});

test('the tail is held out by its share, unless it is too short to say anything', () => {
  expect(splitTokens(1000, 0.1)).toBe(900);
  expect(splitTokens(1000, 0)).toBe(1000);
  expect(splitTokens(MIN_HELD_OUT * 10, 0.1)).toBe(MIN_HELD_OUT * 9);
  expect(splitTokens(MIN_HELD_OUT * 10 - 1, 0.1)).toBe(MIN_HELD_OUT * 10 - 1);
});
