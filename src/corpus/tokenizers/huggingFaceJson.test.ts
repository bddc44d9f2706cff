import { Tokenizer as Independent } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bytesOf, lettersOf } from './byteLetters.ts';
import { fileTokenizer } from './file.ts';
import { agreement, huggingFaceJson } from './huggingFaceJson.ts';
import { learnTokenizer, tokenizerFromJSON } from './make.ts';

const sample = (name: string): string => readFileSync(new URL(`../../../public/samples/${name}`, import.meta.url), 'utf8');
const zh = sample('zh-lighthouse.txt').slice(0, 4000);
const en = sample('en-lighthouse.txt').slice(0, 4000);

/** What Hugging Face's own library makes of a `tokenizer.json` that went over a wire. */
function theirs(json: object): (text: string) => number[] {
  const reader = new Independent(JSON.parse(JSON.stringify(json)) as object, { clean_up_tokenization_spaces: false });
  return (text) => reader.encode(text, { add_special_tokens: false }).ids;
}

const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(fc.constantFrom('the bell', "it's", ' 3rd', '灯塔', '，', '\n', '  ', '🌊', 'é', '—'), { maxLength: 20 })
    .map((parts) => parts.join('')),
);

test('bytes written as letters are the bytes again, and a space is Ġ', () => {
  expect(lettersOf(new TextEncoder().encode('a b\n'))).toBe('aĠbĊ');
  const all = Array.from({ length: 256 }, (_, byte) => byte);
  expect(bytesOf(lettersOf(all))).toEqual(all);
  expect(new Set(lettersOf(all)).size).toBe(256);
  expect(bytesOf('钟')).toBeUndefined();
});

describe.each([
  ['a Chinese', zh],
  ['an English', en],
])('tokenizer.json of %s story', (_, story) => {
  test('gives BPE the same ids as ours for every text, read by their library and read back by us', async () => {
    const ours = await learnTokenizer('bpe', story, { vocab_size: 600 });
    const json = huggingFaceJson(ours);
    const encode = theirs(json);
    const back = fileTokenizer(json, ours.d_vocab);
    expect(encode(story)).toEqual([...ours.encode(story)]);
    fc.assert(
      fc.property(texts, (text) => {
        expect(encode(text)).toEqual([...ours.encode(text)]);
        expect([...back.encode(text)]).toEqual([...ours.encode(text)]);
        expect(back.decode(back.encode(text))).toBe(text);
      }),
      { numRuns: 150 },
    );
    expect(back.pieces).toEqual(ours.pieces);
  });

  test('gives characters the same ids wherever all characters are known', async () => {
    const ours = await learnTokenizer('char', story, { vocab_size: 4000 });
    const json = huggingFaceJson(ours);
    expect(theirs(json)(story)).toEqual([...ours.encode(story)]);
    expect(fileTokenizer(json, ours.d_vocab).decode(ours.encode(story))).toBe(story);
  });

  test('cuts words nearly alike, and says how nearly', async () => {
    const ours = await learnTokenizer('word', story, { vocab_size: 4000 });
    const share = agreement(ours, theirs(huggingFaceJson(ours)), story);
    expect(share).toBeGreaterThan(0.9);
    expect(share).toBeLessThanOrEqual(1);
  });
});

test('[MASK] has its id in the file and no text is cut to it by accident', async () => {
  const ours = await learnTokenizer('bpe', en, { vocab_size: 300, mask: true });
  const reader = fileTokenizer(huggingFaceJson(ours), ours.d_vocab);
  expect(reader.pieces[ours.maskId ?? -1]).toEqual({ id: ours.maskId, text: '[MASK]', special: true });
  expect([...reader.encode('the bell')]).toEqual([...ours.encode('the bell')]);
});

test('a tokenizer out of a file is the same after it was kept as JSON', async () => {
  const ours = await learnTokenizer('bpe', en, { vocab_size: 300 });
  const opened = fileTokenizer(huggingFaceJson(ours), ours.d_vocab + 3);
  const kept = tokenizerFromJSON(JSON.parse(JSON.stringify(opened.toJSON())) as ReturnType<typeof opened.toJSON>);
  expect([...kept.encode(en)]).toEqual([...ours.encode(en)]);
  expect(kept.d_vocab).toBe(303);
});

test('agreement counts what is cut as the same piece out of the same place', async () => {
  const ours = await learnTokenizer('char', 'abab ba', { vocab_size: 40 });
  expect(agreement(ours, (text) => ours.encode(text), 'abab ba')).toBe(1);
  const [a = -1, b = -1, space = -1] = ours.encode('ab ');
  // Of four tokens the first two are alike, of the three of ` ba` all.
  const other = (text: string): number[] => (text === 'abab' ? [a, b, b, a] : [space, b, a]);
  expect(agreement(ours, other, 'abab ba')).toBe(5 / 7);
  expect(agreement(ours, other, '')).toBe(1);
});
