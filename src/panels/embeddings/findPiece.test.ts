import { expect, test } from 'vitest';
import { textOfKnown } from '../textOfKnown.ts';
import { findPiece, firstTerms } from './findPiece.ts';

const TEXT = textOfKnown(
  ['.', 'sea', ' sea', '7', 'bell', '海'].map((text, id) => ({ id, text })),
  [0, 0, 0, 0, 1, 2, 2, 4, 5],
);

test('a token is found by its text, with the space before it or without, or by its id', () => {
  expect(findPiece(TEXT, 'bell')).toBe(4);
  expect(findPiece(TEXT, ' bell ')).toBe(4);
  expect(findPiece(TEXT, 'sea')).toBe(2);
  expect(findPiece(TEXT, '7')).toBe(3);
  expect(findPiece(TEXT, '5')).toBe(5);
  expect(['nothing', '', '  ', '6', '-1', '1.5'].map((typed) => findPiece(TEXT, typed))).toEqual(Array(6).fill(null));
});

test('one begins with the three most frequent words', () => {
  expect(firstTerms(TEXT)).toEqual([2, 1, 4]);
});
