import { sheets as en } from '#lexicon/words/en/sheets.ts';
import { sheets as zh } from '#lexicon/words/zh/sheets.ts';
import { selectLanguage } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';

/** They come with the sheets and not with the page, which has to be there first. */
const OWN = { en, zh } as const;

/** The words of the sheets, in the language of the page. */
export function useSheetWords(): typeof en {
  return OWN[useStore(selectLanguage)];
}
