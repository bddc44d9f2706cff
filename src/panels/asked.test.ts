import { expect, test } from 'vitest';
import { askedPosition, askedTokens, usualPosition, writtenIds } from './asked.ts';
import { propsOfKnown } from './propsOfKnown.ts';

const causal = propsOfKnown(['a', 'b', 'c'], {});

test('each position is asked for the token behind it, the last for none', () => {
  expect([...askedTokens(causal)]).toEqual([1, 2, -1]);
});

test('a masked model is asked for what is hidden, and for nothing else', () => {
  const masked = propsOfKnown(['a', 'b', 'c'], {}, { objective: 'masked' });
  expect([...askedTokens({ ...masked, targets: Int32Array.of(-1, 7, -1) })]).toEqual([-1, 7, -1]);
  expect([...askedTokens(masked)]).toEqual([0, 1, 2]);
});

test('where the selected position is asked for nothing, the nearest one that is stands in', () => {
  const asked = Int32Array.of(-1, 7, -1, -1, 5, -1);
  expect([null, 0, 2, 4, 5].map((selected) => askedPosition(asked, selected))).toEqual([4, 1, 1, 4, 4]);
  expect(askedPosition(Int32Array.of(-1), 0)).toBe(-1);
});

test('of a masked text the written ids are those of the text, and where nothing is selected the last hidden place is looked at', () => {
  const masked = { ...propsOfKnown(['a', 'b', 'c'], {}, { objective: 'masked' }), targets: Int32Array.of(-1, 7, -1) };
  expect([writtenIds(masked), usualPosition(masked)]).toEqual([[0, 7, 2], 1]);
  const causal = { ...propsOfKnown(['a', 'b', 'c'], {}), targets: Int32Array.of(-1, 2, -1) };
  expect([writtenIds(causal), usualPosition(causal)]).toEqual([[0, 1, 2], 2]);
});
