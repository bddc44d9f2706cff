import { expect, test } from 'vitest';
import { signOf, normsOf } from './norms.ts';
import { runsOf } from './runs.ts';
import { elementAt } from './paint.ts';

test('every element has its pixels where there are enough, and else the strongest stands for its neighbours', () => {
  const data = [1, -5, 2, 0];
  expect([0, 1, 2, 3, 4, 5, 6, 7].map((pixel) => elementAt(data, 0, 4, pixel, 8, 'size'))).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
  expect([0, 1].map((pixel) => elementAt(data, 0, 4, pixel, 2, 'size'))).toEqual([1, 2]);
  expect([0, 1].map((pixel) => elementAt(data, 0, 4, pixel, 2, 'value'))).toEqual([0, 2]);
});

test('neighbouring cells of a row become one run', () => {
  const at = (t: number, i: number) => ({ column: 0, t, i });
  expect(runsOf([at(0, 2), at(0, 1), at(1, 3), at(0, 4)])).toEqual([
    { column: 0, t: 0, from: 1, end: 3 },
    { column: 0, t: 0, from: 4, end: 5 },
    { column: 0, t: 1, from: 3, end: 4 },
  ]);
});

test('a gradient vanishes below a millionth of the largest and explodes over a thousand times that at the logits', () => {
  const [norm = 0, none = 0] = normsOf([Float32Array.of(3, 4), undefined]);
  expect(norm).toBe(5);
  expect(none).toBeNaN();
  expect(signOf(1e-7, 1, 1)).toBe('vanishes');
  expect(signOf(1e-5, 1, 1)).toBe(null);
  expect(signOf(1001, 1001, 1)).toBe('explodes');
  expect(signOf(Infinity, 1, 1)).toBe('explodes');
  expect(signOf(Number.NaN, 1, 1)).toBe(null);
});
