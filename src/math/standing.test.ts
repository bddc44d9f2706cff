import { expect, test } from 'vitest';
import { standingOf } from './standing.ts';

const data = Float32Array.of(3, 4, -Infinity, 0, 6, 8);

test('an element stands among all finite elements of its array', () => {
  expect(standingOf(data, [3, 2], [2, 0])).toEqual({ value: 6, rank: 2, count: 5, low: 0, median: 4, high: 8 });
});

test('an index of fewer axes stands for the length of its slice', () => {
  expect(standingOf(Float32Array.of(3, 4, 0, 0, 6, 8), [3, 2], [2])).toMatchObject({ value: 10, rank: 1, count: 3, median: 5 });
});

test('a place that the array does not have stands nowhere', () => {
  expect(standingOf(data, [3, 2], [3, 0])).toBeNull();
  expect(standingOf(data, [3, 2], [0, 0, 0])).toBeNull();
});
