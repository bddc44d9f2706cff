import type { TextInfo } from '#lexicon/messages.ts';
import { groupPieces } from '#lexicon/pieces.ts';
import type { Copied } from '#lexicon/writing.ts';
import { verbatimIn } from '#math/verbatim.ts';

/** Where each token of a text begins in it, in code units, and behind the last the whole length. */
export function tokenStarts({ ids, vocabulary }: Pick<TextInfo, 'ids' | 'vocabulary'>): Int32Array {
  const starts = new Int32Array(ids.length + 1);
  let at = 0;
  for (const { from, to, text } of groupPieces(vocabulary, ids)) {
    starts.fill(at, from, to);
    at += text.length;
  }
  starts[ids.length] = at;
  return starts;
}

const known = new WeakMap<TextInfo, Int32Array>();

/** The same, counted once a text. */
export function startsOf(info: TextInfo): Int32Array {
  const starts = known.get(info) ?? tokenStarts(info);
  known.set(info, starts);
  return starts;
}

/** The last token that begins at or before a place. */
export function tokenAt(starts: Int32Array, place: number): number {
  let [low, high] = [0, starts.length - 2];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  // Tokens of one character share its place: the first of them begins it.
  while (low > 0 && starts[low - 1] === starts[low]) low--;
  return low;
}

/**
 * Which runs of a written text's pieces stand verbatim in the part of the story that is trained on. Texts are compared,
 * not ids: however they are cut into tokens, the same characters are a copy.
 */
export function verbatimRuns(info: TextInfo, ids: readonly number[]): Copied {
  const pieces = groupPieces(info.vocabulary, ids);
  const starts = startsOf(info);
  const { lengths: reach, places: where } = verbatimIn(
    pieces.map(({ text }) => text).join(''),
    info.text,
    starts[info.trainTokens] ?? 0,
  );
  const lengths = new Int32Array(pieces.length);
  const places = new Int32Array(pieces.length).fill(-1);
  let end = 0;
  pieces.forEach(({ text }, index) => {
    end += text.length;
    const covered = reach[end - 1] ?? 0;
    let units = 0;
    let first = index + 1;
    while (first > 0 && units + (pieces[first - 1]?.text.length ?? 0) <= covered) {
      first--;
      units += pieces[first]?.text.length ?? 0;
    }
    lengths[index] = index + 1 - first;
    if (lengths[index] > 0) places[index] = tokenAt(starts, (where[end - 1] ?? 0) + covered - units);
  });
  const first = Int32Array.from([...pieces.map(({ from }) => from), ids.length]);
  return { starts: first, lengths, places, searched: info.trainTokens };
}
