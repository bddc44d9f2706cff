import type { CleaningReport } from '#lexicon/messages.ts';

type Kind = CleaningReport['changes'][number]['kind'];
type Change = { count: number; example: string };
type Stage = { kind: Kind; pattern: RegExp; replace: (found: string) => string; show?: (found: string) => string };

/** Code points as the field writes them: `U+00A0`, several joined by a space. */
function codePoints(text: string): string {
  return [...text].map((c) => `U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`).join(' ');
}

const LONE_SURROGATES = /\p{Surrogate}/gu;

/** Text in which every lone surrogate has become U+FFFD, so that UTF-8 can hold it. */
export function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATES, '\uFFFD');
}

/**
 * The stages in their order. Each leaves nothing behind that an earlier one would change, which makes
 * cleaning idempotent. Joiners (U+200C, U+200D) and marks of direction stay: scripts and emoji need them.
 */
const STAGES: readonly Stage[] = [
  { kind: 'surrogate', pattern: LONE_SURROGATES, replace: () => '\uFFFD' },
  { kind: 'bom', pattern: /^\uFEFF/g, replace: () => '' },
  { kind: 'newline', pattern: /\r\n?|[\v\f\u0085\u2028\u2029]/g, replace: () => '\n' },
  { kind: 'control', pattern: /(?![\t\n])\p{Cc}/gu, replace: () => '' },
  { kind: 'space', pattern: /[\u00AD\u200B\u2060\uFEFF]/g, replace: () => '' },
  { kind: 'space', pattern: /[\u00A0\u2000-\u200A\u202F\u205F]/g, replace: () => ' ' },
  // The look-behind keeps it linear in long runs of spaces.
  {
    kind: 'space',
    pattern: /(?<![ \t\u3000])[ \t\u3000]+$/gm,
    replace: () => '',
    show: (found) => `${codePoints(found.slice(0, 3))} ⏎`,
  },
  { kind: 'space', pattern: /\n{4,}/g, replace: () => '\n\n\n', show: (found) => `⏎ × ${found.length}` },
];

/** What normalisation can compose or reorder as one: conjoining jamo, or a character with its marks. */
const CLUSTERS = /[\u1100-\u115F\uA960-\uA97C][\u1160-\u11FF\uD7B0-\uD7FB]+|[\0-\x7F]\p{M}+|[^\0-\x7F]\p{M}*/gu;

function normalizationChange(text: string): Change {
  const change: Change = { count: 0, example: '' };
  for (const [cluster] of text.matchAll(CLUSTERS)) {
    const composed = cluster.normalize('NFC');
    if (composed === cluster) continue;
    if (change.count === 0) change.example = `${codePoints(cluster)} → ${composed}`;
    change.count++;
  }
  return change;
}

/**
 * The text as the tokenizers meet it, and what was changed on the way: lone surrogates, byte order mark, line
 * ends, control characters, odd and zero-width spaces, trailing spaces, more than two blank lines, and Unicode
 * normalisation (NFC). Markup is text and stays. `clean(clean(x).text)` changes nothing.
 */
export function clean(text: string): { text: string; report: CleaningReport } {
  const changes = new Map<Kind, Change>();
  const note = (kind: Kind, count: number, example: string): void => {
    const known = changes.get(kind);
    if (known) known.count += count;
    else changes.set(kind, { count, example });
  };
  let current = text;
  for (const { kind, pattern, replace, show } of STAGES) {
    current = current.replace(pattern, (found: string) => {
      note(kind, 1, changes.has(kind) ? '' : (show ?? codePoints)(found));
      return replace(found);
    });
  }
  const normalized = current.normalize('NFC');
  if (normalized !== current) {
    const { count, example } = normalizationChange(current);
    note('normalized', Math.max(1, count), example);
  }
  return {
    text: normalized,
    report: {
      before: text.length,
      after: normalized.length,
      changes: [...changes].map(([kind, change]) => ({ kind, ...change })),
    },
  };
}
