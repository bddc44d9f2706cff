import { expect, test } from 'vitest';
import { positionOf, targetAt } from './moment.ts';

const ids = Int32Array.of(4, 7, 1, 7);

test('a position is scored on the token behind it, the last one on nothing', () => {
  expect([0, 1, 2, 3].map((at) => targetAt({ ids }, at))).toEqual([7, 1, 7, undefined]);
});

test('where tokens are hidden, only those places are scored, on what was hidden there', () => {
  const targets = Int32Array.of(-1, 9, -1, -1);
  expect([0, 1, 2, 3].map((at) => targetAt({ ids, targets }, at))).toEqual([undefined, 9, undefined, undefined]);
  expect(positionOf(null, { ids, targets })).toBe(1);
});

test('without a selection the last scored position is looked at; a selection beyond the end means the end', () => {
  expect(positionOf(null, { ids })).toBe(2);
  expect(positionOf(0, { ids })).toBe(0);
  expect(positionOf(30, { ids })).toBe(3);
  expect(positionOf(null, { ids: ids.subarray(0, 1) })).toBe(0);
  expect(positionOf(null, { ids: new Int32Array(0) })).toBe(-1);
});
