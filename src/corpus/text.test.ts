import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, LEARNT_TOKENIZERS } from '#lexicon/config.ts';
import { ProblemError } from '#lexicon/problems.ts';
import { MAX_TEXT_BYTES, encodeSlowly, prepareText, prepareWith, utf8Length } from './text.ts';
import { clean } from './clean.ts';
import { codePoint } from './fixtures/codePoint.ts';
import { learnTokenizer } from './tokenizers/make.ts';

const zh = readFileSync(new URL('../../public/samples/zh-lighthouse.txt', import.meta.url), 'utf8');
const problemOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  return 'no problem';
};

describe.each(LEARNT_TOKENIZERS)('with the %s tokenizer', (kind) => {
  const config = { ...DEFAULT_CONFIG, tokenizer: { kind, vocab_size: 384 } };

  test('a prepared text decodes to the cleaned text, and its figures agree with one another', async () => {
    const { tokenizer, ids, info } = await prepareText(`\uFEFF${zh}`, config);
    expect(info.text).toBe(clean(zh).text);
    expect(tokenizer.decode(ids)).toBe(info.text);
    expect(info.counts.reduce((sum, count) => sum + count, 0)).toBe(ids.length);
    expect(info.counts.length).toBe(info.vocabulary.length);
    expect(info.trainTokens).toBe(ids.length - Math.floor(ids.length * 0.1));
    expect(info.bigramNats).toBeLessThan(info.unigramNats);
    expect(info.unigramNats).toBeLessThan(info.uniformNats);
    expect(info.cleaning.changes.map((change) => change.kind)).toContain('bom');
    expect(info.notices).toEqual([]);
  });

  test.each([
    ['only emoji', '👩‍👩‍👧🇨🇳😀😀'],
    ['mixed scripts', 'Hello 世界, שלום عالم नमस्ते こんにちは'],
    ['right to left', 'בראשית ברא אלהים את השמים ואת הארץ'],
    ['NULs and controls', 'a\0 b\0\u0007 c'],
    ['lone surrogates', 'x\uD800y\uDFFFz'],
    ['markup', '<script>alert(1)</script><b>&amp;</b>'],
    ['two characters', 'a。'],
  ])('%s can be trained on', async (_, raw) => {
    const { tokenizer, ids, info } = await prepareText(raw, config);
    expect(tokenizer.decode(ids)).toBe(clean(raw).text);
    expect(ids.length >= 2 && info.trainTokens === ids.length).toBe(true);
    const codes = info.notices.map((notice) => notice.code);
    expect(codes).toContain('noValidation');
    expect(codes.includes('textShort')).toBe(info.trainTokens <= config.n_ctx);
    expect(Number.isFinite(info.unigramNats + info.bigramNats + info.uniformNats)).toBe(true);
  });

  test('nothing, white space and less than two tokens are refused as empty', async () => {
    for (const raw of ['', ' \n\t ', '\uFEFF', '\0\0', '\u200B'])
      expect(await problemOf(prepareText(raw, config))).toEqual({ code: 'textEmpty', params: { tokens: 0 } });
    expect(await problemOf(prepareText('a', config))).toEqual({ code: 'textEmpty', params: { tokens: 1 } });
  });

  test('the masked objective adds [MASK] to the vocabulary', async () => {
    const { tokenizer } = await prepareText(zh, { ...config, objective: 'masked' });
    expect(tokenizer.maskId).toBe(tokenizer.d_vocab - 1);
  });

  test('encoding with pauses gives the ids of the whole', async () => {
    const tokenizer = await learnTokenizer(kind, zh, { vocab_size: 384 });
    const text = zh.repeat(40);
    expect((await encodeSlowly(tokenizer, text)).join()).toBe(tokenizer.encode(text).join());
  });

  test('a learnt vocabulary prepares other text', async () => {
    const { tokenizer } = await prepareText(zh, config);
    const other = await prepareWith(tokenizer, 'Never seen before: ☃!', config);
    expect(other.tokenizer.decode(other.ids)).toBe('Never seen before: ☃!');
  });

  test('progress grows from 0 to 1', async () => {
    const seen: number[] = [];
    await prepareText(zh.repeat(60), config, (fraction) => seen.push(fraction));
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });
});

test('a text whose vocabulary stays below what was asked for says so', async () => {
  const { info } = await prepareText('abcabc', { ...DEFAULT_CONFIG, tokenizer: { kind: 'bpe', vocab_size: 512 } });
  expect(info.notices).toContainEqual({ code: 'vocabularySmall', params: { learnt: 258, wanted: 512 } });
});

test('a text beyond the limit is refused with its size', async () => {
  const raw = '钟'.repeat(Math.ceil((MAX_TEXT_BYTES + 1) / 3));
  expect(await problemOf(prepareText(raw, DEFAULT_CONFIG))).toEqual({
    code: 'textTooLong',
    params: { bytes: utf8Length(raw), max: MAX_TEXT_BYTES },
  });
});

test('the byte length is that of UTF-8', () => {
  fc.assert(fc.property(fc.string({ unit: codePoint }), (text) => utf8Length(text) === new TextEncoder().encode(text).length));
});

test('text without a single line end or space, megabytes long, prepares with every tokenizer', async () => {
  for (const kind of LEARNT_TOKENIZERS) {
    for (const raw of ['钟响了雾'.repeat(50_000), 'a'.repeat(500_000), ' '.repeat(300_000) + 'a']) {
      const { tokenizer, ids } = await prepareText(raw, { ...DEFAULT_CONFIG, tokenizer: { kind, vocab_size: 300 } });
      expect(tokenizer.decode(ids)).toBe(raw);
    }
  }
});
