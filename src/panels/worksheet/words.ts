import { worksheet as en } from '#lexicon/words/en/worksheet.ts';
import type { Words } from '#lexicon/words/en.ts';
import type { Language } from '#lexicon/words/load.ts';
import { worksheet as zh } from '#lexicon/words/zh/worksheet.ts';

/** The page's words and those of the worksheet. */
export type SheetWords = Words & { worksheet: typeof en };

const OWN = { en, zh } as const;

/** The worksheet's words come with it and not with the page, which has to be there first. */
export function withSheetWords(words: Words, language: Language): SheetWords {
  return { ...words, worksheet: OWN[language] };
}
