import { expect, test } from 'vitest';
import { copiedFrom } from './copied.ts';

test('the longest run and the share of elements in runs long enough are found wherever they stand', () => {
  expect(copiedFrom([9, 1, 2, 3, 9, 4, 5], [0, 1, 2, 3, 7, 4, 5], 3)).toEqual({ longest: 3, share: 3 / 7 });
  expect(copiedFrom([9, 1, 2, 3, 9, 4, 5], [0, 1, 2, 3, 7, 4, 5], 2)).toEqual({ longest: 3, share: 5 / 7 });
});

test('a text is a copy of itself, runs may overlap in the source, and nothing is copied from nothing', () => {
  expect(copiedFrom([1, 1, 1, 1], [1, 1, 1, 1], 4)).toEqual({ longest: 4, share: 1 });
  expect(copiedFrom([1, 2, 2, 3], [2, 3, 1, 2], 2)).toEqual({ longest: 2, share: 1 });
  expect(copiedFrom([1, 2], [], 1)).toEqual({ longest: 0, share: 0 });
  expect(copiedFrom([], [1, 2], 1)).toEqual({ longest: 0, share: 0 });
});
