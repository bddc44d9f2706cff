import { expect, test } from 'vitest';
import { editedRow, editedRows, evenRow, withRow, withWeight } from './rows.ts';

const sum = (row: Float32Array): number => row.reduce((total, value) => total + value, 0);

test('a weight set by hand leaves the others in their proportions, and the row sums to 1', () => {
  const row = withWeight([0.5, 0.3, 0.2], 0, 0.75);
  expect([...row].map((value) => value.toFixed(4))).toEqual(['0.7500', '0.1500', '0.1000']);
  for (const weight of [0, 0.2, 1]) expect(sum(withWeight([0.1, 0.2, 0.7], 2, weight))).toBeCloseTo(1, 6);
});

test('where the others had nothing they share evenly, and a row of one key stays whole', () => {
  expect([...withWeight([1, 0, 0], 0, 0.5)]).toEqual([0.5, 0.25, 0.25]);
  expect([...withWeight([1], 0, 0.25)]).toEqual([1]);
  expect(sum(evenRow(7))).toBeCloseTo(1, 6);
});

test('a row is put in the place of the computed one, changed and taken back, and other changes stay', () => {
  const other = { hook: 'hook_embed', add: 1 };
  const at = { layer: 1, head: 2, position: 3 };
  const once = withRow([other], at, Float32Array.of(1, 0));
  const twice = withRow(once, at, Float32Array.of(0, 1));
  expect(twice).toEqual([other, { hook: 'blocks.1.attn.hook_pattern', head: 2, position: 3, value: Float32Array.of(0, 1) }]);
  expect(editedRow(twice, at, 4)).toEqual(Float32Array.of(0, 1, 0, 0));
  expect(editedRow(twice, { ...at, head: 0 }, 4)).toBeNull();
  expect(editedRows(withRow(twice, { ...at, position: 0 }, Float32Array.of(1)), 1, 2)).toEqual([0, 3]);
  expect(withRow(twice, at, null)).toEqual([other]);
});
