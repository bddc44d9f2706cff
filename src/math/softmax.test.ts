import { expect, test } from 'vitest';
import { entropyNats, perplexity } from './entropy.ts';
import { argmax, logSumExp, softmax } from './softmax.ts';

test('softmax sums to 1, keeps ratios e^(difference / T) and survives logits of a thousand', () => {
  const p = softmax([1000, 999, -Infinity], 2);
  expect(p.reduce((a, b) => a + b)).toBeCloseTo(1, 14);
  expect((p[0] ?? 0) / (p[1] ?? 0)).toBeCloseTo(Math.exp(0.5), 12);
  expect(p[2]).toBe(0);
});

test('a logit minus logSumExp is the logarithm of its probability', () => {
  const logits = [0.3, -2, 4];
  const p = softmax(logits);
  for (let i = 0; i < 3; i++) expect((logits[i] ?? 0) - logSumExp(logits)).toBeCloseTo(Math.log(p[i] ?? 0), 12);
  expect(logSumExp([-Infinity, -Infinity])).toBe(-Infinity);
});

test('argmax takes the lowest of equals and finds nothing in NaN', () => {
  expect(argmax([1, 3, 3])).toBe(1);
  expect(argmax([NaN, NaN])).toBe(-1);
});

test('entropy is ln N for a uniform distribution of N and 0 for certainty, and perplexity undoes the logarithm', () => {
  expect(entropyNats(new Float64Array(8).fill(1 / 8))).toBeCloseTo(Math.log(8), 12);
  expect(entropyNats([0, 1, 0])).toBe(0);
  expect(perplexity(entropyNats([0.25, 0.25, 0.25, 0.25]))).toBeCloseTo(4, 12);
});
