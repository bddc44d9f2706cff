import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG, LEARNT_TOKENIZERS } from '#lexicon/config.ts';
import { SAMPLES } from '#lexicon/samples.ts';
import { clean } from './clean.ts';
import { prepareText } from './text.ts';

test.each(SAMPLES)(
  'the sample $id is there, clean, in its language, and prepares without a doubt',
  async ({ path, language }) => {
    const file = new URL(`../../public/${path}`, import.meta.url);
    expect(existsSync(file)).toBe(true);
    const text = readFileSync(file, 'utf8');
    expect(clean(text).report.changes).toEqual([]);
    expect(/\p{Script=Han}/u.test(text)).toBe(language === 'zh');
    for (const kind of LEARNT_TOKENIZERS) {
      const { info } = await prepareText(text, { ...DEFAULT_CONFIG, tokenizer: { kind, vocab_size: 384 } });
      expect(info.notices).toEqual([]);
      // Enough repetition to learn from: a token is much better guessed from the one before it.
      expect(info.bigramNats).toBeLessThan(0.8 * info.unigramNats);
    }
  },
);
