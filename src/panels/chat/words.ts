import { chat as en } from '#lexicon/words/en/chat.ts';
import { chat as zh } from '#lexicon/words/zh/chat.ts';

/** The panel's own words: they come with it and not with the page, which has to be there first. */
export const OWN = { en, zh } as const;
export type ChatWords = typeof en;
