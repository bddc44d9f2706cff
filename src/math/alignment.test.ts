import { expect, test } from 'vitest';
import { counterparts } from './alignment.ts';

test.each([
  ['of equal length stand place by place', [1, 2, 3], [1, 9, 3], [0, 1, 2]],
  ['that share nothing stand place by place', [1, 2, 3], [4, 5, 6], [0, 1, 2]],
  ['of which the first is longer in the middle have places without a counterpart', [1, 2, 3, 4, 5], [1, 9, 5], [0, 1, -1, -1, 2]],
  ['of which the second is longer skip its surplus', [1, 2, 3], [1, 7, 8, 9, 3], [0, 1, 4]],
  ['of which one is the other’s beginning stand there', [1, 2, 3], [1, 2], [0, 1, -1]],
  ['that repeat one token count it once', [1, 1, 1], [1, 1], [0, 1, -1]],
  ['of which one is empty have none', [1, 2], [], [-1, -1]],
])('two texts %s', (_what, a, b, expected) => {
  expect([...counterparts(a, b)]).toEqual(expected);
});
