import type { TextInfo, TokenPiece } from '#lexicon/messages.ts';
import { pieceLabel } from '#view/pieceLabel.ts';

/**
 * The id of what was typed: a piece by its text, with or without the space before it, by how it is written, or by its id;
 * null where there is none. Of several spellings the more frequent.
 */
export function findPiece(text: Pick<TextInfo, 'vocabulary' | 'counts'>, typed: string): number | null {
  const bare = typed.trim();
  if (bare === '') return null;
  const isIt = ({ text: own }: TokenPiece): boolean => own === typed || own === bare || own === ` ${bare}`;
  const found = text.vocabulary.filter((piece) => isIt(piece) || pieceLabel(piece).text === bare);
  const best = found.toSorted((a, b) => (text.counts[b.id] ?? 0) - (text.counts[a.id] ?? 0))[0];
  if (best) return best.id;
  const id = Number(bare);
  return Number.isInteger(id) && id >= 0 && id < text.vocabulary.length ? id : null;
}

/** Words that mean something by themselves are mostly as long as this, or a Han character. */
const LEAST_LETTERS = 4;

/** Three tokens to begin with: the most frequent words, else the most frequent pieces. */
export function firstTerms({ vocabulary, counts }: Pick<TextInfo, 'vocabulary' | 'counts'>): [number, number, number] {
  const letters = ({ text }: TokenPiece): number => text.match(/\p{L}/gu)?.length ?? 0;
  const withLetters = (least: number) =>
    vocabulary.filter((piece) => letters(piece) >= least || /\p{Script=Han}/u.test(piece.text));
  const pool = [withLetters(LEAST_LETTERS), withLetters(2)].find((pieces) => pieces.length >= 3) ?? vocabulary;
  const [a, b, c] = pool.toSorted((x, y) => (counts[y.id] ?? 0) - (counts[x.id] ?? 0) || x.id - y.id);
  return [a?.id ?? 0, b?.id ?? 0, c?.id ?? 0];
}
