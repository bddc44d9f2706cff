import { expect, test } from 'vitest';
import type { PatchMap } from '#lexicon/writing.ts';
import { mostUnlike, patchedOf, strongest } from './patched.ts';

/** Two layers, two positions, tokens 7 and 8. */
const map: PatchMap = {
  step: 3,
  site: 'resid_pre',
  head: null,
  position: 1,
  positions: 2,
  ids: Int32Array.of(1, 2),
  otherIds: Int32Array.of(1, 3),
  counterparts: Int32Array.of(0, 1),
  tokens: Int32Array.of(7, 8),
  plain: { logits: Float32Array.of(1, 2), probabilities: Float32Array.of(0.25, 0.5) },
  other: { logits: Float32Array.of(1, 4), probabilities: Float32Array.of(0.125, 0.75) },
  logits: Float32Array.of(1, 2, 1, 3, Number.NaN, Number.NaN, 1, 4),
  probabilities: Float32Array.of(0.25, 0.5, 0.25, 0.625, Number.NaN, Number.NaN, 0.125, 0.75),
};

test('the token on which the texts differ most is followed first, with its change in every cell', () => {
  expect(mostUnlike(map)).toBe(1);
  const { plain, other, changes } = patchedOf(map, 1, 'probability');
  expect([plain, other]).toEqual([0.5, 0.75]);
  expect([...changes]).toEqual([0, 0.125, Number.NaN, 0.25]);
  expect([...patchedOf(map, 1, 'logit').values]).toEqual([2, 3, Number.NaN, 4]);
  expect(strongest(changes)).toBe(3);
});

test('nothing is strongest where nothing changes', () => {
  expect(strongest(Float32Array.of(0, Number.NaN, 0))).toBe(-1);
});
