import type { Copied } from '#lexicon/writing.ts';

/** Pieces `from` to before `to` of the written text that stand together in the story, from the story's token `place` on. */
export type CopiedSpan = { from: number; to: number; place: number };

/** Runs of `n` pieces, and how many of them stand nowhere in the training text. */
export type Novelty = { all: number; fresh: number };

/** Of the runs of n pieces of a written text, those that do not stand in the training text. */
export function noveltyOf(lengths: Int32Array, n: number): Novelty {
  let fresh = 0;
  const all = Math.max(0, lengths.length - n + 1);
  for (let end = n - 1; end < lengths.length; end++) if ((lengths[end] ?? 0) < n) fresh++;
  return { all, fresh };
}

/**
 * The copied stretches of at least `least` pieces that are part of no longer one, in order. They may overlap: the end of
 * one copy can be the beginning of another.
 */
export function copiedSpans({ lengths, places }: Pick<Copied, 'lengths' | 'places'>, least: number): CopiedSpan[] {
  const spans: CopiedSpan[] = [];
  for (let end = 0; end < lengths.length; end++) {
    const length = lengths[end] ?? 0;
    const goesOn = (lengths[end + 1] ?? 0) > length;
    if (length >= least && !goesOn) spans.push({ from: end + 1 - length, to: end + 1, place: places[end] ?? 0 });
  }
  return spans;
}
