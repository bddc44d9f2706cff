import type { TextInfo } from '#lexicon/messages.ts';
import { pieceLabel } from '#view/pieceLabel.ts';

export type Column = 'id' | 'piece' | 'count' | 'first';

/** For each id of a vocabulary the token of the text that first is it; −1 where none is. */
export function firstPlaces({ ids, vocabulary }: Pick<TextInfo, 'ids' | 'vocabulary'>): Int32Array {
  const places = new Int32Array(vocabulary.length).fill(-1);
  for (let at = ids.length - 1; at >= 0; at--) places[ids[at] ?? 0] = at;
  return places;
}

/**
 * The ids of the vocabulary in the order of a column, ties by id, those that match `filter` only: pieces that contain
 * it (as text or as written, whatever the case), and the id that it is.
 */
export function sortVocabulary(
  text: TextInfo,
  by: Column,
  down: boolean,
  filter: string,
  firsts: Int32Array = firstPlaces(text),
): Int32Array {
  const { vocabulary, counts } = text;
  const wanted = filter.toLowerCase();
  const matches = (id: number): boolean => {
    const piece = vocabulary[id];
    if (!piece) return false;
    if (wanted === '' || String(id) === wanted.trim()) return true;
    return piece.text.toLowerCase().includes(wanted) || pieceLabel(piece).text.toLowerCase().includes(wanted);
  };
  const ids = Int32Array.from(vocabulary.keys()).filter(matches);
  const sign = down ? -1 : 1;
  if (by === 'count') return ids.sort((a, b) => sign * ((counts[a] ?? 0) - (counts[b] ?? 0)) || a - b);
  if (by === 'first') {
    // What is not in the text has no first place: it comes last either way.
    const place = (id: number): number => ((firsts[id] ?? -1) < 0 ? sign * Infinity : (firsts[id] ?? 0));
    return ids.sort((a, b) => (place(a) === place(b) ? a - b : sign * (place(a) - place(b))));
  }
  if (by === 'id') return ids.sort((a, b) => sign * (a - b));
  const collator = new Intl.Collator();
  const names = new Map(Array.from(ids, (id) => [id, nameOf(vocabulary[id])]));
  return ids.sort((a, b) => sign * collator.compare(names.get(a) ?? '', names.get(b) ?? '') || a - b);
}

/** Whole texts come before bare bytes. */
function nameOf(piece: TextInfo['vocabulary'][number] | undefined): string {
  if (!piece) return '';
  return piece.text === '' ? `\uFFFF${pieceLabel(piece).text}` : piece.text;
}
