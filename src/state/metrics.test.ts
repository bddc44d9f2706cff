import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MetricColumns } from '#lexicon/messages.ts';
import { countBefore, createMetrics } from './metrics.ts';

const columns = (from: number, count: number): MetricColumns => ({
  step: Float64Array.from({ length: count }, (_, i) => from + i),
  loss: Float32Array.from({ length: count }, (_, i) => (from + i) / 4),
  gradNorm: new Float32Array(count).fill(1),
  learningRate: new Float32Array(count).fill(0.5),
});

const evaluation = (step: number) => ({ step, valLoss: step / 8, valAccuracy: 0.5, trainAccuracy: 0.25 });

describe('steps', () => {
  test('however they are cut into pieces, all steps come back in order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 700 }), { maxLength: 8 }), (counts) => {
        const metrics = createMetrics();
        let next = 1;
        for (const count of counts) {
          metrics.append(columns(next, count), false);
          next += count;
        }
        const { step, loss } = metrics.columns();
        expect(Array.from(step)).toEqual(Array.from({ length: next - 1 }, (_, i) => i + 1));
        expect(loss.at(-1)).toBe(next === 1 ? undefined : (next - 1) / 4);
      }),
    );
  });

  test('after going back, steps that are trained anew take the place of the old ones', () => {
    const metrics = createMetrics();
    metrics.append(columns(1, 100), false);
    metrics.append(columns(41, 10), false);
    expect(metrics.last()?.step).toBe(50);
    expect(metrics.columns().step.length).toBe(50);
  });

  test('“all” replaces what was known, with nothing too', () => {
    const metrics = createMetrics();
    metrics.append(columns(1, 5), false);
    metrics.append(columns(1, 0), true);
    expect(metrics.columns().step.length).toBe(0);
    expect(metrics.last()).toBeNull();
  });
});

test('evaluations are added, replaced by later ones of the same steps, or all at once', () => {
  const metrics = createMetrics();
  metrics.evaluate([evaluation(10), evaluation(20), evaluation(30)], false);
  metrics.evaluate([evaluation(20)], false);
  expect(metrics.evaluations().map(({ step }) => step)).toEqual([10, 20]);
  metrics.evaluate([evaluation(5)], true);
  expect(metrics.evaluations().map(({ step }) => step)).toEqual([5]);
});

test('countBefore counts what lies strictly before', () => {
  const column = new Float64Array([1, 3, 3, 8]);
  expect([0, 1, 3, 4, 9].map((step) => countBefore(column, 4, step))).toEqual([0, 0, 1, 3, 4]);
});
