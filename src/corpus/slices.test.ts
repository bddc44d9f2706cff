import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LEARNT_TOKENIZERS } from '#lexicon/config.ts';
import { codePoint } from './fixtures/codePoint.ts';
import { cutEvery, sliceText } from './slices.ts';
import { learnTokenizer } from './tokenizers/make.ts';

const zh = readFileSync(new URL('../../public/samples/zh-lighthouse.txt', import.meta.url), 'utf8');
const parts = fc.constantFrom(
  '雾散了。',
  '一下',
  'the bell',
  "'s",
  ' ',
  '  ',
  '\n',
  '\n',
  '\n',
  '\n',
  '\n\n',
  '\t',
  ' \n',
  '\r',
  '\u0301',
  '\u200D',
  '\u3000',
  '"Yes."',
  '👩‍👩‍👧',
  '3.14',
  '\uFEFF',
);
const texts = fc.array(parts, { minLength: 20, maxLength: 60, size: 'max' }).map((list) => list.join(''));

test('slices joined are the text, and none but the last is shorter than asked', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 20 }), (text, units) => {
      const slices = [...sliceText(text, units)];
      expect(slices.join('')).toBe(text);
      for (const slice of slices.slice(0, -1)) expect(slice.length).toBeGreaterThan(units);
    }),
  );
});

test.each(LEARNT_TOKENIZERS)('the %s tokenizer gives slices the ids that it gives the whole', async (kind) => {
  const tokenizer = await learnTokenizer(kind, `${zh}${'x \n\n \n\n\n y  \n'.repeat(99)}`, { vocab_size: 384 });
  let cut = 0;
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 20 }), (text, units) => {
      const slices = [...sliceText(text, units)];
      cut += slices.length > 1 ? 1 : 0;
      expect(slices.flatMap((slice) => [...tokenizer.encode(slice)])).toEqual([...tokenizer.encode(text)]);
    }),
    { numRuns: 500 },
  );
  expect(cut).toBeGreaterThan(50);
});

test('parts joined are the text, short enough, and never end inside a surrogate pair', () => {
  fc.assert(
    fc.property(fc.string({ unit: codePoint }), fc.integer({ min: 2, max: 9 }), (text, units) => {
      const cuts = [...cutEvery(text, units)];
      expect(cuts.join('')).toBe(text);
      expect(cuts.every((part) => part.length <= units && !/\p{Surrogate}/u.test(part))).toBe(true);
    }),
  );
});
