import { CORRECTION_KINDS } from '#lexicon/cleaning.ts';
import type { Correction, CorrectionKind, Proofs } from '#lexicon/cleaning.ts';

/** How many of each kind there are, in the order of the kinds, those that are there only. */
export function countKinds({ kinds }: Proofs): { kind: CorrectionKind; count: number }[] {
  const counts = CORRECTION_KINDS.map((kind) => ({ kind, count: 0 }));
  for (const kind of kinds) {
    const row = counts[kind];
    if (row) row.count++;
  }
  return counts.filter(({ count }) => count > 0);
}

/** The numbers of those of one kind; of all without one. */
export function numbersOf({ kinds }: Proofs, kind: CorrectionKind | null): Int32Array {
  const wanted = kind === null ? -1 : CORRECTION_KINDS.indexOf(kind);
  return Int32Array.from(kinds.keys()).filter((i) => wanted < 0 || kinds[i] === wanted);
}

/** One of them, with what stands in the text. */
export function correctionAt({ kinds, at, lengths, after, texts }: Proofs, text: string, i: number): Correction {
  const start = at[i] ?? 0;
  return {
    kind: CORRECTION_KINDS[kinds[i] ?? 0] ?? 'spelling',
    at: start,
    before: text.slice(start, start + (lengths[i] ?? 0)),
    after: texts[after[i] ?? 0] ?? '',
  };
}
