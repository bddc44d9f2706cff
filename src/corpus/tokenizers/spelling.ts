import type { TokenPiece } from '#lexicon/messages.ts';
import { createPace } from '../pace.ts';
import type { OnProgress } from './tokenizer.ts';

/**
 * How the character and word tokenizers spell what they never saw. 16 pieces stand for half a byte each;
 * an unknown character is its bytes in UTF-8, two pieces a byte, high half first. So every text can be
 * said at the price of 16 pieces, where byte pieces would cost 256: more than a story has characters.
 */
export const NIBBLES = 16;

const utf8 = new TextEncoder();

/** The 16 pieces, with ids from `first` on. */
export function nibblePieces(first: number): TokenPiece[] {
  return Array.from({ length: NIBBLES }, (_, nibble) => ({ id: first + nibble, text: '', nibble }));
}

/** Spells a character by half-bytes, ids from `first` on. */
export function spellByNibbles(character: string, first: number, push: (id: number) => void): void {
  for (const byte of utf8.encode(character)) {
    push(first + (byte >> 4));
    push(first + (byte & 15));
  }
}

/** Keys by falling count, ties by code units, so that the same text always gives the same order. */
export function byCount(counts: ReadonlyMap<string, number>): string[] {
  const entries = [...counts];
  entries.sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  return entries.map(([key]) => key);
}

/**
 * How often each part of a text occurs, parts in order and together the text, with a pause after every `partsPerPause`
 * in which the thread answers messages. Progress ends before 1.
 */
export async function countParts(
  parts: Iterable<string>,
  text: string,
  partsPerPause: number,
  onProgress?: OnProgress,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const pace = createPace(partsPerPause);
  let seen = 0;
  for (const part of parts) {
    counts.set(part, (counts.get(part) ?? 0) + 1);
    seen += part.length;
    const rest = pace(1);
    if (rest) {
      onProgress?.(seen / text.length);
      await rest;
    }
  }
  return counts;
}
