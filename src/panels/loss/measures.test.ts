import { expect, test } from 'vitest';
import type { Evaluation } from '#lexicon/messages.ts';
import { accountOf, curvesOf, exampleAt, gapNats, partingIndex, positionLoss, stretchesOf } from './measures.ts';

test('the loss is −ln p of the token that comes, and p − y sums to zero over the whole vocabulary', () => {
  const logits = [0, Math.log(3), Math.log(4), -Infinity, 0, 0];
  const found = positionLoss(logits, 4, 2);
  expect(found.rows.map(({ id }) => id)).toEqual([2, 1, 4]);
  expect(found.p).toBeCloseTo(0.1, 12);
  expect(found.nats).toBeCloseTo(Math.log(10), 12);
  expect(found.logSum - found.logit).toBe(found.nats);
  expect(found.rows.map(({ slope }) => slope)).toEqual([expect.closeTo(0.4), expect.closeTo(0.3), expect.closeTo(-0.9)]);
  expect(found.rest).toEqual({ count: 3, p: expect.closeTo(0.2) as number });
  expect(found.rows.reduce((sum, row) => sum + row.slope, found.rest.p)).toBeCloseTo(0, 12);
});

test('an account counts what was asked for, and nothing else', () => {
  const score = { step: 3, loss: Float32Array.of(Number.NaN, 1, 3, 2), guesses: Int32Array.of(-1, 7, 8, 9) };
  expect(accountOf(score, Int32Array.of(5, 7, 7, 9), 0, 3)).toEqual({
    tokens: 2,
    meanNats: 2,
    errorNats: Math.sqrt(1 / 2),
    right: 1,
  });
  expect(accountOf(score, Int32Array.of(5, 7, 7, 9), 3, 4)).toEqual({ tokens: 1, meanNats: 2, errorNats: 0, right: 1 });
});

test('one part costs more than the other only where it is more than chance would make', () => {
  const of = (meanNats: number, errorNats: number) => ({ tokens: 9, meanNats, errorNats, right: 0 });
  expect(gapNats(of(2, 0.3), of(3.1, 0.4))).toBeCloseTo(1.1, 12);
  expect(gapNats(of(2, 0.3), of(2.9, 0.4))).toBe(0);
  expect(gapNats(of(3, 0.01), of(2, 0.01))).toBe(0);
});

test('stretches cover the text once, the last may be shorter', () => {
  const { starts, means } = stretchesOf(Float32Array.of(Number.NaN, 1, 3, 5, 9), 3);
  expect([...starts]).toEqual([0, 2, 4]);
  expect([...means]).toEqual([1, 4, 9]);
});

const evaluation = (step: number, valLoss: number): Evaluation => ({ step, valLoss, valAccuracy: 0, trainAccuracy: 0 });

test('the training curve is the mean of the batches since the evaluation before', () => {
  const step = Float64Array.of(1, 2, 3, 4, 5);
  const columns = {
    step,
    loss: Float32Array.of(6, 4, 3, 2, 1),
    gradNorm: new Float32Array(5),
    learningRate: new Float32Array(5),
  };
  const curves = curvesOf(columns, [evaluation(2, 5), evaluation(3, Number.NaN), evaluation(5, 4)]);
  expect([...curves.step]).toEqual([2, 5]);
  expect([...curves.train]).toEqual([5, 2]);
  expect([...curves.validation]).toEqual([5, 4]);
});

test('the curves part where validation was lowest, once it has stayed above while training fell', () => {
  const of = (validation: number[], train: number[]) =>
    partingIndex({
      step: Float64Array.from(validation.keys()),
      train: Float64Array.from(train),
      validation: Float64Array.from(validation),
    });
  const falling = [5, 4, 3, 2, 1, 0.5];
  expect(of([5, 4, 3, 3.2, 3.4, 3.6], falling)).toBe(2);
  expect(of([5, 4, 3.5, 3, 3.2, 3.4], falling)).toBe(-1);
  expect(of([5, 4, 3, 3.01, 3.02, 3.02], falling)).toBe(-1);
  expect(of([5, 4, 3, 3.2, 3.4, 3.6], [5, 4, 3, 3, 3, 3])).toBe(-1);
  expect(of([], [])).toBe(-1);
});

test('a token stands in the example that it lies in, and between two in none', () => {
  const [from, to] = [Int32Array.of(0, 5, 12), Int32Array.of(4, 12, 20)];
  const spans = { from, to, answer: from, scored: to, train: 2 };
  expect([0, 3, 4, 5, 11, 12, 20].map((index) => exampleAt(spans, index)?.from ?? null)).toEqual([0, 0, null, 5, 5, 12, null]);
});
