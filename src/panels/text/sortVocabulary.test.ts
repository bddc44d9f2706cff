import { expect, test } from 'vitest';
import type { TextInfo } from '#lexicon/messages.ts';
import { sortVocabulary } from './sortVocabulary.ts';

const TEXT: TextInfo = {
  text: '',
  cleaning: { before: 0, after: 0, changes: [] },
  ids: new Int32Array(0),
  vocabulary: [
    { id: 0, text: 'tower' },
    { id: 1, text: '', bytes: [0xe9] },
    { id: 2, text: 'Bell' },
    { id: 3, text: ' ' },
  ],
  counts: Uint32Array.from([4, 0, 9, 4]),
  merges: [],
  trainTokens: 0,
  uniformNats: 0,
  unigramNats: 0,
  bigramNats: 0,
  notices: [],
};

test('rows come by any column, in both directions, ties by id', () => {
  expect([...sortVocabulary(TEXT, 'count', true, '')]).toEqual([2, 0, 3, 1]);
  expect([...sortVocabulary(TEXT, 'count', false, '')]).toEqual([1, 0, 3, 2]);
  expect([...sortVocabulary(TEXT, 'id', true, '')]).toEqual([3, 2, 1, 0]);
  expect([...sortVocabulary(TEXT, 'piece', false, '')].at(-1)).toBe(1);
});

test('a piece is found by its text whatever the case, by how it is written, and by its id', () => {
  expect([...sortVocabulary(TEXT, 'id', false, 'bELL')]).toEqual([2]);
  expect([...sortVocabulary(TEXT, 'id', false, 'e9')]).toEqual([1]);
  expect([...sortVocabulary(TEXT, 'id', false, '␣')]).toEqual([3]);
  expect([...sortVocabulary(TEXT, 'id', false, ' 3 ')]).toEqual([3]);
  expect([...sortVocabulary(TEXT, 'id', false, 'nowhere')]).toEqual([]);
});
