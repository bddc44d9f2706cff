import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleDistribution } from './sampling.ts';
import { softmax } from './softmax.ts';

const ALL = { temperature: 1, top_k: 0, top_p: 1 };
const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);

test('without filters the distribution is softmax(logits / T)', () => {
  const logits = [2, -1, 0.5, 3];
  const { probabilities, order, kept } = sampleDistribution(logits, { ...ALL, temperature: 0.7 });
  expect(kept).toBe(4);
  expect([...order]).toEqual([3, 0, 2, 1]);
  const wanted = softmax(logits, 0.7);
  probabilities.forEach((p, id) => expect(p).toBeCloseTo(wanted[id] ?? NaN, 12));
});

test('top-k keeps the k largest, the lower id of equals', () => {
  const { probabilities, kept } = sampleDistribution([1, 2, 2, 2, 0], { ...ALL, top_k: 2 });
  expect(kept).toBe(2);
  expect([...probabilities]).toEqual([0, 0.5, 0.5, 0, 0]);
});

test('top-p keeps the smallest prefix whose mass reaches it, and at least one', () => {
  const logits = [0.5, 0.3, 0.15, 0.05].map(Math.log);
  expect(sampleDistribution(logits, { ...ALL, top_p: 0.49 }).kept).toBe(1);
  expect(sampleDistribution(logits, { ...ALL, top_p: 0.79 }).kept).toBe(2);
  expect(sampleDistribution(logits, { ...ALL, top_p: 0.81 }).kept).toBe(3);
  expect(sampleDistribution(logits, { ...ALL, top_p: 0.001 }).kept).toBe(1);
});

test('top-p measures the mass that top-k has left, renormalised', () => {
  const logits = [0.5, 0.3, 0.15, 0.05].map(Math.log);
  // After top-k 2 the two have 0.625 and 0.375: 0.6 is reached by the first alone, of the whole it would take both.
  expect(sampleDistribution(logits, { ...ALL, top_k: 2, top_p: 0.6 }).kept).toBe(1);
});

test('temperature 0 is greedy whatever the filters say', () => {
  const { probabilities, kept } = sampleDistribution([1, 5, 5], { temperature: 0, top_k: 3, top_p: 0.5 });
  expect([...probabilities]).toEqual([0, 1, 0]);
  expect(kept).toBe(1);
});

test('whatever the logits and settings, it sums to 1 and is positive only at the front of the order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 1, maxLength: 60 }),
      fc.double({ min: 0.05, max: 3, noNaN: true }),
      fc.integer({ min: 0, max: 80 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (logits, temperature, top_k, top_p) => {
        const { probabilities, order, kept } = sampleDistribution(logits, { temperature, top_k, top_p });
        expect(kept).toBeGreaterThanOrEqual(1);
        expect(sum(probabilities)).toBeCloseTo(1, 10);
        expect([...order].sort((a, b) => a - b)).toEqual(logits.map((_, id) => id));
        for (let rank = kept; rank < logits.length; rank++) expect(probabilities[order[rank] ?? 0]).toBe(0);
      },
    ),
  );
});

test('a logit that is no number is named, and so is a row without any', () => {
  expect(() => sampleDistribution([0, NaN], ALL)).toThrow('logit 1 is NaN');
  expect(() => sampleDistribution([0, Infinity], ALL)).toThrow('logit 1 is Infinity');
  expect(() => sampleDistribution([-Infinity], ALL)).toThrow('none of 1 logits is finite');
});
