import { expect, test } from 'vitest';
import { finalNorm, lensLogits, logitLensInSlices, rankOf } from './logitLens.ts';
import type { Unembedding } from './logitLens.ts';

const BARE: Unembedding = { V: 3, D: 2, rows: Float32Array.from([1, 0, 0, 1, 1, 1]), norm: null };
const layerNorm = (centred: boolean): Unembedding => ({
  ...BARE,
  norm: { centred, gain: Float32Array.from([2, 3]), bias: centred ? Float32Array.from([10, 20]) : null, eps: 0 },
});

test('layer norm centres and RMSNorm does not', () => {
  expect([...finalNorm(layerNorm(true), [1, 3])]).toEqual([8, 23]);
  const rms = Math.sqrt(5);
  expect([...finalNorm(layerNorm(false), [1, 3])]).toEqual([2 / rms, 9 / rms]);
  expect([...finalNorm(BARE, [1, 3])]).toEqual([1, 3]);
});

test('a logit is the row of the token times the normalised stream', () => {
  expect([...lensLogits(BARE, [2, 5])]).toEqual([2, 5, 7]);
  expect([...lensLogits(layerNorm(true), [1, 3])]).toEqual([8, 23, 31]);
});

test('rank counts what lies above, and of equals the lower id comes first', () => {
  expect([0, 1, 2, 3].map((id) => rankOf([1, 5, 1, -2], id))).toEqual([2, 1, 3, 4]);
  expect(rankOf([Number.NaN, 1], 0)).toBeNaN();
});

test('the grid reads each position at each depth, and looks for nothing where the text ends', () => {
  const streams = [Float32Array.from([2, 0, 0, 1]), Float32Array.from([-1, 1, 0, 0])];
  const { value } = logitLensInSlices({ unembedding: BARE, streams, actual: Int32Array.from([1, -1]) }).next();
  if (!value) throw new Error('the grid of four cells took more than a slice');
  expect([...value.topId]).toEqual([0, 1, 1, 0]);
  expect(value.topP[0]).toBeCloseTo(Math.exp(2) / (2 * Math.exp(2) + 1), 6);
  expect([...value.rank]).toEqual([3, 1, Number.NaN, Number.NaN]);
  expect(value.actualP[1]).toBeCloseTo(Math.E / (Math.E + 1 / Math.E + 1), 6);
});

test('a diverged stream has no likeliest token', () => {
  const streams = [Float32Array.from([Number.NaN, 1])];
  const { value } = logitLensInSlices({ unembedding: BARE, streams, actual: Int32Array.from([0]) }).next();
  expect([value?.topId[0], value?.topP[0], value?.rank[0]]).toEqual([-1, Number.NaN, Number.NaN]);
});
