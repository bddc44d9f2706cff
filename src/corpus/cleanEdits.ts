import type { CleaningKind } from '#lexicon/cleaning.ts';

/** A stretch of a text, from `start` to before `end` in code units, that becomes `after`. */
export type Edit = { start: number; end: number; after: string };

/** One thing that cleaning does. `find` answers with edits in the order of the text that do not overlap. */
export type Stage = {
  kind: CleaningKind;
  find: (text: string) => Edit[];
  /** An example of it in a report. */
  show: (before: string, after: string) => string;
};

/** Code points as the field writes them: `U+00A0`, several joined by a space. */
export function codePoints(text: string): string {
  return [...text].map((c) => `U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`).join(' ');
}

/** All that a pattern finds, each replaced. */
export function findAll(text: string, pattern: RegExp, replace: (found: RegExpExecArray) => string): Edit[] {
  return Array.from(text.matchAll(pattern), (found) => ({
    start: found.index,
    end: found.index + found[0].length,
    after: replace(found),
  }));
}

/** The text with the edits made. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return text;
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, after } of edits) {
    parts.push(text.slice(from, start), after);
    from = end;
  }
  parts.push(text.slice(from));
  return parts.join('');
}

/** Edits in the order of the text; of those that overlap the first stays. */
export function inOrder<E extends Edit>(edits: readonly E[]): E[] {
  let free = 0;
  return edits
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .filter(({ start, end }) => {
      if (start < free) return false;
      free = end;
      return true;
    });
}
