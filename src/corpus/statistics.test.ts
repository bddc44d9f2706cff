import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bigramEntropy, countIds, entropyOfCounts, textStatistics } from './statistics.ts';

const idsOf = (...ids: number[]): Int32Array => Int32Array.from(ids);

test('worked example: a b a c a b a c has 3/2 ln 2 nats by counts and 4/7 ln 2 by pairs', () => {
  // Counts 4, 2, 2 of 8: 1/2 ln 2 + 2 · 1/4 ln 4 = 3/2 ln 2.
  // Pairs: a→b 2, b→a 2, a→c 2, c→a 1. After a (4 of 7 times) b or c, evenly: ln 2; after b and c always a: 0.
  const ids = idsOf(0, 1, 0, 2, 0, 1, 0, 2);
  const statistics = textStatistics(ids, 8, 5);
  expect([...statistics.counts]).toEqual([4, 2, 2, 0, 0]);
  expect(statistics.uniformNats).toBeCloseTo(Math.log(5), 12);
  expect(statistics.unigramNats).toBeCloseTo(1.5 * Math.LN2, 12);
  expect(statistics.bigramNats).toBeCloseTo((4 / 7) * Math.LN2, 12);
});

test('the held-out part changes the counts but no entropy', () => {
  const ids = idsOf(0, 1, 0, 1, 2, 2, 2, 2);
  const statistics = textStatistics(ids, 4, 3);
  expect([...statistics.counts]).toEqual([2, 2, 4]);
  expect(statistics.unigramNats).toBeCloseTo(Math.LN2, 12);
  expect(statistics.bigramNats).toBe(0);
});

test('one piece again and again has no entropy; evenly spread pieces have ln n', () => {
  expect(entropyOfCounts([9])).toBe(0);
  expect(entropyOfCounts([])).toBe(0);
  expect(entropyOfCounts([3, 3, 0, 3])).toBeCloseTo(Math.log(3), 12);
  expect(bigramEntropy(idsOf(4), 5)).toBe(0);
});

test('bigram ≤ unigram of the next tokens ≤ ln V, and bigram is the mean −ln of the pair frequencies', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5), { minLength: 2, maxLength: 60 }), (list) => {
      const ids = Int32Array.from(list);
      const bigram = bigramEntropy(ids, 6);
      const following = ids.subarray(1);
      expect(bigram).toBeLessThanOrEqual(entropyOfCounts(countIds(following, 6)) + 1e-9);
      expect(entropyOfCounts(countIds(ids, 6))).toBeLessThanOrEqual(Math.log(6) + 1e-9);
      let sum = 0;
      for (let i = 1; i < list.length; i++) {
        const before = list[i - 1];
        const seen = list.slice(0, -1).filter((id) => id === before).length;
        const together = list.filter((id, k) => k > 0 && list[k - 1] === before && id === list[i]).length;
        sum -= Math.log(together / seen);
      }
      expect(bigram).toBeCloseTo(sum / (list.length - 1), 9);
      // The same through sorted pairs, as large vocabularies are counted.
      expect(bigramEntropy(ids, 5000)).toBeCloseTo(bigram, 9);
    }),
  );
});
