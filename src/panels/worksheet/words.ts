import { worksheet as en } from '#lexicon/words/en/worksheet.ts';
import type { Words } from '#lexicon/words/en.ts';
import { words } from '#lexicon/words/index.ts';
import type { Language } from '#lexicon/words/index.ts';
import { worksheet as zh } from '#lexicon/words/zh/worksheet.ts';

/** The page's words and those of the worksheet. */
export type SheetWords = Words & { worksheet: typeof en };

/** The worksheet's words come with it and not with the page, which has to be there first. */
export const sheetWords: Readonly<Record<Language, SheetWords>> = {
  en: { ...words.en, worksheet: en },
  zh: { ...words.zh, worksheet: zh },
};
