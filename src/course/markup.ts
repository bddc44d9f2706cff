import type { TermId } from '#lexicon/terms.ts';

/** A piece of a course text: plain, a term of the glossary in the words of the sentence, or a number put in by its name. */
export type Piece =
  | { kind: 'plain'; text: string }
  | { kind: 'term'; term: TermId; text: string }
  | { kind: 'fact'; fact: string; counts: Counted | null };

/** What a number counts, as it is said of one and of any other number. */
export type Counted = { one: string; many: string };

const MARKS = /\[([^\]]+)\]\((\w+)\)|\{(\w+)(?:\|([^|}]+)\|([^|}]+))?\}/g;

/**
 * Takes a text of the course apart: `[tokens](token)` is a term, `{loss}` a number of the running model, and
 * `{tokens|token|tokens}` one with what it counts.
 */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(MARKS)) {
    if (match.index > at) pieces.push({ kind: 'plain', text: text.slice(at, match.index) });
    const [whole, shown, term, fact, one, many] = match;
    const counts = one === undefined || many === undefined ? null : { one, many };
    if (fact !== undefined) pieces.push({ kind: 'fact', fact, counts });
    else pieces.push({ kind: 'term', term: (term ?? '') as TermId, text: shown ?? '' });
    at = match.index + whole.length;
  }
  if (at < text.length) pieces.push({ kind: 'plain', text: text.slice(at) });
  return pieces;
}

/** What follows a written number for the things that it counts. */
export function countedBy(written: string, counts: Counted | null): string {
  if (counts === null) return '';
  return ` ${written === '1' ? counts.one : counts.many}`;
}
