import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LEARNT_TOKENIZERS } from '#lexicon/config.ts';
import { groupPieces } from '#lexicon/pieces.ts';
import { codePoint } from '../fixtures/codePoint.ts';
import { learnTokenizer, tokenizerFromJSON } from './make.ts';
import type { TokenizerData } from './tokenizer.ts';

const sample = (name: string): string => readFileSync(new URL(`../../../public/samples/${name}`, import.meta.url), 'utf8');
const zh = sample('zh-lighthouse.txt');
const en = `The bell rang once, the bell rang twice, and nobody's boat came home.\n`.repeat(40);

const scripts = fc.constantFrom(
  'the',
  ' bell',
  "'s",
  '  ',
  '\n',
  '\n\n',
  ' \t',
  '\0',
  '钟',
  '响了',
  '雾',
  '，',
  'かな',
  '한글',
  'ไทยภาษา',
  'שלום',
  'مرحبا',
  'नमस्ते',
  'e\u0301\u0323',
  '👩‍👩‍👧',
  '🇨🇳',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  '\u200F',
  '\uFEFF',
  '\uFFFD',
  '\u00A0',
  '\u3000',
  '[MASK]',
  '<b>',
  '12',
  '3.14',
  '𝔘',
  '\u0085',
  '\u2028',
  'ﷺ',
  '\u{10FFFF}',
);
const anyText = fc
  .array(fc.oneof(scripts, fc.string({ unit: codePoint, maxLength: 4 })), { maxLength: 24 })
  .map((parts) => parts.join(''));

describe.each(LEARNT_TOKENIZERS)('the %s tokenizer', (kind) => {
  test('decodes exactly what it encoded, for any text, seen or never seen', async () => {
    for (const [text, vocab_size] of [
      [zh, 512],
      [en, 300],
      [en, 4],
      ['', 300],
    ] as const) {
      const tokenizer = await learnTokenizer(kind, text, { vocab_size });
      expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
      fc.assert(
        fc.property(anyText, (any) => {
          const ids = tokenizer.encode(any);
          expect(tokenizer.decode(ids)).toBe(any);
          expect(ids.every((id) => id >= 0 && id < tokenizer.d_vocab)).toBe(true);
        }),
        { numRuns: 500 },
      );
    }
  });

  test('decodes exactly any text that it was learnt on', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.integer({ min: 0, max: 400 }), async (text, vocab_size) => {
        const tokenizer = await learnTokenizer(kind, text, { vocab_size });
        expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  test('makes every lone surrogate U+FFFD', async () => {
    const tokenizer = await learnTokenizer(kind, 'x\uD800y', { vocab_size: 300 });
    expect(tokenizer.decode(tokenizer.encode('a\uDC00b\uD83D'))).toBe('a\uFFFDb\uFFFD');
  });

  test('has pieces numbered by their place and all different, at most vocab_size of them', async () => {
    for (const mask of [false, true]) {
      const tokenizer = await learnTokenizer(kind, zh, { vocab_size: 320, mask });
      expect(tokenizer.pieces.map((piece) => piece.id)).toEqual([...tokenizer.pieces.keys()]);
      expect(tokenizer.d_vocab).toBe(320);
      const keys = tokenizer.pieces.map(({ text, bytes, nibble }) => JSON.stringify([text, bytes, nibble]));
      expect(new Set(keys).size).toBe(keys.length);
      for (const { text, bytes, nibble } of tokenizer.pieces)
        expect((text !== '') !== (bytes !== undefined || nibble !== undefined)).toBe(true);
    }
  });

  test('has [MASK] as its last piece only when asked, and never encodes to it', async () => {
    const plain = await learnTokenizer(kind, en, { vocab_size: 300 });
    expect(plain.maskId).toBeNull();
    expect(plain.pieces.some((piece) => piece.special)).toBe(false);
    const masked = await learnTokenizer(kind, en, { vocab_size: 300, mask: true });
    expect(masked.maskId).toBe(masked.d_vocab - 1);
    expect(masked.encode('[MASK]').includes(masked.d_vocab - 1)).toBe(false);
    expect(masked.decode([masked.d_vocab - 1])).toBe('[MASK]');
  });

  test('comes back from JSON the same', async () => {
    const tokenizer = await learnTokenizer(kind, zh, { vocab_size: 400, mask: true });
    const back = tokenizerFromJSON(JSON.parse(JSON.stringify(tokenizer)) as TokenizerData);
    expect(back.pieces).toEqual(tokenizer.pieces);
    expect(back.merges).toEqual(tokenizer.merges);
    expect(back.encode(zh + en)).toEqual(tokenizer.encode(zh + en));
  });

  test('learns the same from the same text, and reports progress that grows to 1', async () => {
    const seen: number[] = [];
    const once = await learnTokenizer(kind, en.repeat(200), { vocab_size: 280 }, (fraction) => seen.push(fraction));
    expect((await learnTokenizer(kind, en.repeat(200), { vocab_size: 280 })).toJSON()).toEqual(once.toJSON());
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });

  test('groups its tokens into whole characters that cover all ids', async () => {
    const tokenizer = await learnTokenizer(kind, en, { vocab_size: 300 });
    fc.assert(
      fc.property(anyText, (text) => {
        const ids = tokenizer.encode(text);
        const groups = groupPieces(tokenizer.pieces, ids);
        expect(groups.map((group) => group.text).join('')).toBe(text);
        expect(groups.map((group) => group.from)).toEqual([0, ...groups.map((group) => group.to)].slice(0, groups.length));
        expect(groups.at(-1)?.to ?? 0).toBe(ids.length);
      }),
    );
    expect(groupPieces(tokenizer.pieces, tokenizer.encode('钟')).length).toBe(1);
  });

  test('refuses ids outside its vocabulary, and shows bytes that are no character as U+FFFD', async () => {
    const tokenizer = await learnTokenizer(kind, en, { vocab_size: 300 });
    expect(() => tokenizer.decode([tokenizer.d_vocab])).toThrow(/outside the vocabulary/);
    expect(tokenizer.decode(tokenizer.encode('钟').slice(0, -1))).toBe('\uFFFD');
  });
});
