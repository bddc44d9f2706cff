import type { TextInfo } from '#lexicon/messages.ts';

/** What a model of bare ids has in place of a text: ids 0…n−1 that stand for nothing but themselves. */
export function bareText(d_vocab: number): TextInfo {
  return {
    text: '',
    cleaning: { before: 0, after: 0, changes: [] },
    ids: new Int32Array(0),
    vocabulary: Array.from({ length: d_vocab }, (_, id) => ({ id, text: String(id) })),
    counts: new Uint32Array(d_vocab),
    merges: [],
    trainTokens: 0,
    uniformNats: Math.log(d_vocab),
    unigramNats: Number.NaN,
    bigramNats: Number.NaN,
    notices: [],
  };
}
