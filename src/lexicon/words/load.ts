import type { Words } from './en.ts';

/** The languages the page speaks, and where the words of each are: only those of one are loaded. */
const SOURCES = {
  en: async (): Promise<Words> => (await import('./en.ts')).en,
  zh: async (): Promise<Words> => (await import('./zh.ts')).zh,
};
export type Language = keyof typeof SOURCES;

const loaded = new Map<Language, Words>();

/** Fetches the words of a language, once. @throws where they cannot be fetched. */
export async function loadWords(language: Language): Promise<Words> {
  const words = loaded.get(language) ?? (await SOURCES[language]());
  loaded.set(language, words);
  return words;
}

/** The words of a language that has been loaded. @throws when it has not. */
export function wordsOf(language: Language): Words {
  const words = loaded.get(language);
  if (!words) throw new Error(`wordsOf: the words of "${language}" are not loaded yet`);
  return words;
}
