import type { TextInfo } from '#lexicon/messages.ts';
import { textOfPieces } from '#lexicon/pieces.ts';

const isWord = (text: string): boolean => /\p{L}/u.test(text);
const begins = (text: string): boolean => /^\s/u.test(text);

/**
 * A second text to begin with: the first with one of its words, two thirds of the way, exchanged for the text's most
 * frequent other one of its kind. The first itself where nothing fits.
 */
export function exampleOf({ vocabulary, counts }: Pick<TextInfo, 'vocabulary' | 'counts'>, ids: readonly number[]): string {
  const textOf = (id: number): string => vocabulary[id]?.text ?? '';
  const wanted = (2 * ids.length) / 3;
  const [at] = [...ids.keys()]
    .filter((place) => isWord(textOf(ids[place] ?? -1)))
    .toSorted((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted));
  const from = at === undefined ? '' : textOf(ids[at] ?? -1);
  const [other] = vocabulary
    .filter(({ text, special }) => special === undefined && isWord(text) && text !== from && begins(text) === begins(from))
    .toSorted((a, b) => (counts[b.id] ?? 0) - (counts[a.id] ?? 0));
  const exchanged = ids.map((id, place) => (place === at && other ? other.id : id));
  return textOfPieces(vocabulary, exchanged);
}

/** Where two sequences are not the same. */
export function differences(ids: ArrayLike<number>, others: ArrayLike<number>, counterparts: ArrayLike<number>): number[] {
  return Array.from({ length: ids.length }, (_, at) => at).filter((at) => {
    const other = counterparts[at] ?? -1;
    return other < 0 || ids[at] !== others[other];
  });
}
