import type { TextInfo } from '#lexicon/messages.ts';
import { textOfPieces } from '#lexicon/pieces.ts';

const isWord = (text: string): boolean => /\p{L}/u.test(text);
const begins = (text: string): boolean => /^\s/u.test(text);

/** How much longer or shorter the word in its place may be, in characters. */
const ALIKE = 2;

/**
 * A second text to begin with: the first with one of its words, two thirds of the way, exchanged for the text's most
 * frequent other one of its kind: a whole word where the vocabulary has any, about as long, and none that is hidden from
 * the model. The first itself where nothing fits.
 */
export function exampleOf(
  { vocabulary, counts }: Pick<TextInfo, 'vocabulary' | 'counts'>,
  ids: readonly number[],
  isHidden: (place: number) => boolean = () => false,
): string {
  const textOf = (id: number | undefined): string => vocabulary[id ?? -1]?.text ?? '';
  const wanted = (2 * ids.length) / 3;
  const words = [...ids.keys()]
    .filter((place) => isWord(textOf(ids[place])) && !isHidden(place))
    .toSorted((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted));
  const whole = words.filter((place) => begins(textOf(ids[place])) && !/^[\p{L}\p{M}]/u.test(textOf(ids[place + 1])));
  const at = whole[0] ?? words[0];
  const from = at === undefined ? '' : textOf(ids[at]);
  const others = vocabulary
    .filter(({ text, special }) => special === undefined && isWord(text) && text !== from && begins(text) === begins(from))
    .toSorted((a, b) => (counts[b.id] ?? 0) - (counts[a.id] ?? 0));
  const other = others.find(({ text }) => Math.abs(text.length - from.length) <= ALIKE) ?? others[0];
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
