import type { FirstWords, Words } from './en.ts';

/** The languages the page speaks, and where the words of each are: only those of one are loaded, the panels' last. */
const SOURCES = {
  en: {
    first: async (): Promise<FirstWords> => (await import('./en.ts')).en,
    panels: async (): Promise<Words['panels']> => (await import('./en/panels.ts')).panels,
  },
  zh: {
    first: async (): Promise<FirstWords> => (await import('./zh.ts')).zh,
    panels: async (): Promise<Words['panels']> => (await import('./zh/panels.ts')).panels,
  },
};
export type Language = keyof typeof SOURCES;

const loaded = new Map<Language, Words>();
const whole = new Set<Language>();

/**
 * Fetches what the page begins with. The words of the panels below the first are not there until `loadWords` is done:
 * whoever draws such a panel waits for it.
 */
export async function loadFirstWords(language: Language): Promise<void> {
  if (!loaded.has(language)) loaded.set(language, (await SOURCES[language].first()) as Words);
}

/** Fetches all words of a language, once. @throws where they cannot be fetched. */
export async function loadWords(language: Language): Promise<Words> {
  if (!whole.has(language)) {
    const [first, panels] = await Promise.all([SOURCES[language].first(), SOURCES[language].panels()]);
    loaded.set(language, { ...first, panels });
    whole.add(language);
  }
  return wordsOf(language);
}

/** The words of a language that has been loaded. @throws when it has not. */
export function wordsOf(language: Language): Words {
  const words = loaded.get(language);
  if (!words) throw new Error(`wordsOf: the words of "${language}" are not loaded yet`);
  return words;
}
