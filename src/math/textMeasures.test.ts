import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bleu } from './bleu.ts';
import { longestCommonSubsequence, rougeL } from './rougeL.ts';
import { tagF1 } from './tagF1.ts';
import { textUnits } from './textUnits.ts';

const pair = (expected: string, got: string) => ({ expected: textUnits(expected), got: textUnits(got) });
const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 9 });

test('English is counted by words and marks, Chinese by characters', () => {
  expect(textUnits("The bell's rope, 12 ells.")).toEqual(['The', "bell's", 'rope', ',', '12', 'ells', '.']);
  expect(textUnits('钟响了 3 次。')).toEqual(['钟', '响', '了', '3', '次', '。']);
});

test('BLEU: a repeated word counts no oftener than it is wanted (the example of Papineni et al. 2002)', () => {
  // Modified unigram precision 2/7; no pair of words matches, so BLEU up to 4 is 0.
  const { expected, got } = pair('the cat is on the mat', 'the the the the the the the');
  expect(bleu([{ expected, got }])).toBe(0);
  expect(bleu([{ expected: ['the'], got }])).toBeCloseTo(1 / 7, 12);
});

test('BLEU by hand: precisions 5/6, 3/5, 2/4, 1/3, equal lengths', () => {
  const worked = (5 / 6) * (3 / 5) * (2 / 4) * (1 / 3);
  expect(bleu([pair('the old boat left the pier', 'the old boat left a pier')])).toBeCloseTo(worked ** 0.25, 12);
});

test('BLEU: what is too short is punished by exp(1 − r/c)', () => {
  expect(bleu([pair('a b c d e f g h', 'a b c d')])).toBeCloseTo(Math.exp(1 - 8 / 4), 12);
});

test('BLEU is 1 for the very text, never above, and 0 for nothing in common', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ expected: words, got: words }), { minLength: 1, maxLength: 5 }), (pairs) => {
      expect(bleu(pairs.map(({ expected }) => ({ expected, got: expected })))).toBeCloseTo(1, 12);
      expect(bleu(pairs)).toBeLessThanOrEqual(1 + 1e-12);
      expect(bleu(pairs.map(({ expected }) => ({ expected, got: ['x'] })))).toBe(0);
    }),
  );
});

test('ROUGE-L by hand (Lin 2004): police killed the gunman', () => {
  const expected = textUnits('police killed the gunman');
  expect(rougeL(expected, textUnits('police kill the gunman'))).toBeCloseTo(3 / 4, 12);
  expect(rougeL(expected, textUnits('the gunman kill police'))).toBeCloseTo(2 / 4, 12);
  expect(rougeL(expected, [])).toBe(0);
});

test('a common subsequence is no longer than either side, and of equal texts it is the text', () => {
  fc.assert(
    fc.property(words, words, (a, b) => {
      expect(longestCommonSubsequence(a, a)).toBe(a.length);
      expect(longestCommonSubsequence(a, b)).toBe(longestCommonSubsequence(b, a));
      expect(longestCommonSubsequence(a, b)).toBeLessThanOrEqual(Math.min(a.length, b.length));
    }),
  );
});

test('F1 by hand: 2 of 3 tags found, 1 of 3 given ones wrong; what is no tag never counts', () => {
  const pairs = [
    { expected: ['P', '-', 'L'], got: ['P', '-', '-'] },
    { expected: ['-', 'D'], got: ['P', 'D'] },
  ];
  expect(tagF1(pairs, '-')).toBeCloseTo((2 * 2) / (3 + 3), 12);
  expect(tagF1([{ expected: ['-'], got: ['-', '-'] }], '-')).toBeNaN();
});
