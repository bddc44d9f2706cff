import type { TokenPiece } from '#lexicon/messages.ts';

const NONE: readonly TokenPiece[] = [];
const NO_IDS = new Int32Array(0);

let known: { ids: Int32Array; vocabulary: readonly TokenPiece[]; tokens: readonly TokenPiece[] } = {
  ids: NO_IDS,
  vocabulary: NONE,
  tokens: NONE,
};

function sameIds(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}

/** The pieces of the probed ids; the same array until the ids or the vocabulary change, frame after frame. */
export function probedTokens(ids: Int32Array | undefined, vocabulary: readonly TokenPiece[] | undefined): readonly TokenPiece[] {
  if (!ids || !vocabulary) return NONE;
  if (known.vocabulary !== vocabulary || !sameIds(known.ids, ids)) {
    known = { ids, vocabulary, tokens: Array.from(ids, (id) => vocabulary[id] ?? { id, text: '' }) };
  }
  return known.tokens;
}
