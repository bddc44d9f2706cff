import { expect, test } from 'vitest';
import { textOfKnown } from '../textOfKnown.ts';
import { sortVocabulary } from './sortVocabulary.ts';
import { vocabularyCsv } from './vocabularyCsv.ts';

const VOCABULARY = [
  { id: 0, text: ',' },
  { id: 1, text: 'a "b"\n' },
  { id: 2, text: '', bytes: [0xe9] },
  { id: 3, text: 'never' },
];
const TEXT = textOfKnown(VOCABULARY, [2, 1, 1, 0]);

test('the vocabulary as CSV quotes what has to be quoted, and has each piece’s first place', () => {
  expect(vocabularyCsv(TEXT)).toBe('id,piece,count,first\r\n0,",",1,3\r\n1,"a ""b""\n",2,1\r\n2,⟨E9⟩,1,0\r\n3,never,0,\r\n');
});

test('sorted by first place, what is not in the text comes last in either direction', () => {
  expect([...sortVocabulary(TEXT, 'first', false, '')]).toEqual([2, 1, 0, 3]);
  expect([...sortVocabulary(TEXT, 'first', true, '')]).toEqual([0, 1, 2, 3]);
});
