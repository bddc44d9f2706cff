import { TERMS } from '#lexicon/terms.ts';
import type { TermId } from '#lexicon/terms.ts';
import type { Language } from '#lexicon/words/load.ts';

/** A stretch of a text: a term of the glossary, or what stands between two. */
export type Found = { text: string; term: TermId | null };

/** Names that also mean something else in an ordinary sentence. */
const EVERYDAY: ReadonlySet<TermId> = new Set(['query', 'key', 'value', 'score', 'batch', 'step', 'position', 'activation']);

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

function patternOf(language: Language): { pattern: RegExp; ids: ReadonlyMap<string, TermId> } {
  const ids = new Map<string, TermId>();
  for (const [id, names] of Object.entries(TERMS) as [TermId, { en: string; zh: string }][])
    if (!EVERYDAY.has(id)) ids.set(names[language].toLowerCase(), id);
  // The longest first, so that "self-attention" is not taken for "attention".
  const names = [...ids.keys()].toSorted((a, b) => b.length - a.length).map(escaped);
  const any = `(${names.join('|')})`;
  return { pattern: new RegExp(language === 'en' ? String.raw`(?<![\w-])${any}s?(?![\w-])` : any, 'giu'), ids };
}

const patterns = new Map<Language, ReturnType<typeof patternOf>>();

/** Takes a sentence apart at the terms it names, each where it stands first. */
export function findTerms(text: string, language: Language): Found[] {
  const { pattern, ids } = patterns.get(language) ?? patternOf(language);
  patterns.set(language, { pattern, ids });
  const found: Found[] = [];
  const seen = new Set<TermId>();
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    const term = ids.get((match[1] ?? '').toLowerCase());
    if (term === undefined || seen.has(term)) continue;
    seen.add(term);
    if (match.index > at) found.push({ text: text.slice(at, match.index), term: null });
    found.push({ text: match[0], term });
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ text: text.slice(at), term: null });
  return found;
}
