import { expect, test } from 'vitest';
import { combineRows, cosineMatrix, cosinesTo, cosinesWith, nearestRows } from './neighbours.ts';

const ROWS = Float32Array.from([1, 0, 3, 0, 0, 2, -1, 0, 0, 0, 1, 1]);

test('the cosine is 1 along, 0 across, −1 against, and 0 beside a row of zeros', () => {
  const cosines = cosinesTo(ROWS, 6, 2, 0);
  [1, 1, 0, -1, 0, Math.SQRT1_2].forEach((wanted, row) => expect(cosines[row]).toBeCloseTo(wanted, 6));
});

test('the matrix is symmetric, its rows are the cosines to each row', () => {
  const matrix = cosineMatrix(ROWS, 6, 2);
  for (let a = 0; a < 6; a++) {
    expect([...matrix.subarray(a * 6, a * 6 + 6)]).toEqual([...cosinesTo(ROWS, 6, 2, a)]);
    for (let b = 0; b < 6; b++) expect(matrix[a * 6 + b]).toBe(matrix[b * 6 + a]);
  }
});

test('neighbours come by falling cosine without the row itself, and only those that count', () => {
  const cosines = cosinesTo(ROWS, 6, 2, 0);
  expect(nearestRows(cosines, 0, 3).map((row) => row.index)).toEqual([1, 5, 2]);
  expect(nearestRows(cosines, 0, 9, (row) => row !== 1).map((row) => row.index)).toEqual([5, 2, 4, 3]);
});

test('rows are combined number by number, and the cosine with a row is that to the row', () => {
  const sum = combineRows(ROWS, 2, [
    { row: 1, weight: 1 },
    { row: 0, weight: -1 },
    { row: 2, weight: 1 },
  ]);
  expect([...sum]).toEqual([2, 2]);
  expect(cosinesWith(ROWS, 6, 2, sum)[5]).toBeCloseTo(1, 6);
  expect([...cosinesWith(ROWS, 6, 2, ROWS.subarray(10))]).toEqual([...cosinesTo(ROWS, 6, 2, 5)]);
  expect(cosinesWith(ROWS, 6, 2, [0, 0]).every((value) => value === 0)).toBe(true);
});
