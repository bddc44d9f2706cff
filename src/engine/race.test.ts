import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import { Races } from './race.ts';

const layers = (n_layers: number) => ({ ...DEFAULT_CONFIG, d_vocab: 64, n_layers });

test('a race tells of smaller models where the CPU won it and of larger ones where the GPU did; between them it has to be run', () => {
  const races = new Races();
  expect(races.known(layers(3))).toBeNull();
  races.note(layers(2), 'cpu');
  races.note(layers(6), 'gpu');
  expect([1, 2, 3, 5, 6, 7].map((n) => races.known(layers(n)))).toEqual(['cpu', 'cpu', null, null, 'gpu', 'gpu']);
  races.note(layers(1), 'cpu');
  races.note(layers(7), 'gpu');
  expect([2, 3, 6].map((n) => races.known(layers(n)))).toEqual(['cpu', null, 'gpu']);
});
