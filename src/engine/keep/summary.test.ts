import { expect, test } from 'vitest';
import { nameOf, nextName } from './summary.ts';

test('a run is called as its text begins, cut where a clause or a word ends', () => {
  expect(nameOf('Once upon a time\nthere was')).toBe('Once upon a time');
  expect(nameOf('The fog lifted over the harbour, and the boats came home.')).toBe('The fog lifted over the harbour');
  expect(nameOf('A sentence that goes on and on without any sign to cut it at')).toBe('A sentence that goes on and on');
  expect(nameOf('雾散了，海湾里的钟声又响起来了，老人站在灯塔下面，望着远处的船一只一只地回来，谁也没有说话')).toBe('雾散了');
  expect(nameOf('天'.repeat(90))).toBe('天'.repeat(36));
  expect(nameOf('  \n')).toBe('');
});

test('a copy is counted on, never nested', () => {
  expect(nextName('Fog', ['Fog'])).toBe('Fog · 2');
  expect(nextName('Fog · 2', ['Fog', 'Fog · 2'])).toBe('Fog · 3');
});
