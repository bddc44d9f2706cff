import { slow as en } from '#lexicon/words/en/slow.ts';
import type { SlowWords } from '#lexicon/words/en/slow.ts';
import type { Language } from '#lexicon/words/load.ts';
import { slow as zh } from '#lexicon/words/zh/slow.ts';

/** The words of slow motion come with it, and not with the page. */
export const SLOW_WORDS: Readonly<Record<Language, SlowWords>> = { en, zh };
