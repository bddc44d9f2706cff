import type { TextInfo, TokenPiece } from '#lexicon/messages.ts';

/** For tests: a text of these ids over this vocabulary, counted, with the last tenth held out. */
export function textOfKnown(vocabulary: readonly TokenPiece[], ids: readonly number[], more: Partial<TextInfo> = {}): TextInfo {
  const counts = new Uint32Array(vocabulary.length);
  for (const id of ids) counts[id] = (counts[id] ?? 0) + 1;
  const text = ids.map((id) => vocabulary[id]?.text ?? '').join('');
  return {
    text,
    cleaning: { before: text.length, after: text.length, changes: [] },
    ids: Int32Array.from(ids),
    vocabulary,
    counts,
    merges: [],
    trainTokens: Math.floor(ids.length * 0.9),
    uniformNats: Math.log(vocabulary.length),
    unigramNats: 0,
    bigramNats: 0,
    notices: [],
    ...more,
  };
}
