import { expect, test } from 'vitest';
import { LEARNT_TOKENIZERS } from '#lexicon/config.ts';
import { clean } from './clean.ts';
import { learnTokenizer } from './tokenizers/make.ts';

const SLICE = 0x1000;

/** Every code point there is, lone halves of surrogate pairs among them, in order and in slices. */
function* everyCharacter(): Generator<string> {
  for (let from = 0; from <= 0x10ffff; from += SLICE)
    yield Array.from({ length: SLICE }, (_, i) => String.fromCodePoint(from + i)).join('');
}

/** Of the planes that nobody has given to a script, the ends are enough. */
const isPrivate = (slice: string): boolean => {
  const at = slice.codePointAt(0) ?? 0;
  return at >= 0x4_0000 && at % 0x1_0000 !== 0 && at % 0x1_0000 !== 0xf000;
};

test('a text of every code point of every script is cleaned once for all, and every tokenizer gives it back', async () => {
  const tokenizers = await Promise.all(
    LEARNT_TOKENIZERS.map((kind) => learnTokenizer(kind, 'Foggy bay 雾', { vocab_size: 300 })),
  );
  for (const slice of everyCharacter()) {
    if (isPrivate(slice)) continue;
    const { text } = clean(slice);
    expect(text.isWellFormed()).toBe(true);
    expect(clean(text).text).toBe(text);
    for (const tokenizer of tokenizers) expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
  }
});
