import { expect, test } from 'vitest';
import { counterparts } from '#math/alignment.ts';
import { differences, exampleOf } from './example.ts';

const pieces = (...texts: string[]) => texts.map((text, id) => ({ id, text }));

test('one word is exchanged for the most frequent other of its kind, and nothing else', () => {
  const vocabulary = pieces('the', ' bell', ' rang', '.', ' sea', ' a');
  const counts = Uint32Array.of(9, 5, 3, 20, 4, 8);
  expect(exampleOf({ vocabulary, counts }, [0, 1, 2, 3])).toBe('the bell bell.');
  expect(exampleOf({ vocabulary, counts }, [0, 4, 1, 3])).toBe('the sea sea.');
});

test('a word that is hidden from the model is not exchanged', () => {
  const vocabulary = pieces('the', ' bell', ' rang', '.', ' sea', ' a');
  const counts = Uint32Array.of(9, 5, 3, 20, 4, 8);
  expect(exampleOf({ vocabulary, counts }, [0, 1, 2, 3], (place) => place === 2)).toBe('the sea rang.');
});

test('where there is no word, the text stays as it is', () => {
  expect(exampleOf({ vocabulary: pieces('.', '!'), counts: Uint32Array.of(1, 1) }, [0, 1, 0])).toBe('.!.');
});

test('places differ whose counterpart is another token or missing', () => {
  const [a, b] = [
    [1, 2, 3, 4],
    [1, 9, 4],
  ];
  expect(differences(a, b, counterparts(a, b))).toEqual([1, 2]);
});
