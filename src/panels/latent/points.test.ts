import { expect, test } from 'vitest';
import { clipped, nearestSentence, spreadOf, wholePoint } from './points.ts';

test('the text’s point is the mean over its tokens: a long sentence weighs more', () => {
  const points = { vectors: Float32Array.from([0, 0, 4, 8]), spans: Int32Array.from([0, 1, 1, 4]) };
  expect([...wholePoint(points, 2)]).toEqual([3, 6]);
});

test('the nearest sentence is the one at the least distance, and the spread is the mean distance from the middle', () => {
  const vectors = Float32Array.from([0, 0, 6, 0, 0, 8]);
  expect(nearestSentence(vectors, 2, [5, 1])).toBe(1);
  expect(spreadOf(Float32Array.from([0, 0, 6, 8]), 2)).toBe(5);
});

test('a long sentence is cut with a sign', () => {
  expect([clipped('abc', 3), clipped('abcd', 3)]).toEqual(['abc', 'ab…']);
});
