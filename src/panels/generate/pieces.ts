import type { TokenPiece } from '#lexicon/messages.ts';
import { groupPieces } from '#lexicon/pieces.ts';
import { pieceLabel } from '#view/pieceLabel.ts';

/** Tokens `from` to before `to` that are whole characters together; `bytes` while they are none (yet). */
export type Group = { from: number; to: number; text: string; bytes: boolean };

/** Ids as they are read: whole characters as text, what is none by its bytes. */
export function groupsOf(vocabulary: readonly TokenPiece[], ids: readonly number[]): Group[] {
  if (vocabulary.length === 0) return ids.map((id, at) => ({ from: at, to: at + 1, text: `${id} `, bytes: false }));
  return groupPieces(vocabulary, ids).map(({ from, to, text }) => {
    const bytes = text.includes('\uFFFD') && ids.slice(from, to).every((id) => vocabulary[id]?.text === '');
    const labels = ids.slice(from, to).map((id) => labelOf(vocabulary, id));
    return { from, to, text: bytes ? labels.join('') : text, bytes };
  });
}

/** The piece of an id, also of a model of bare ids. */
export function pieceAt(vocabulary: readonly TokenPiece[], id: number): TokenPiece {
  return vocabulary[id] ?? { id, text: '' };
}

/** A piece as it stands in a sentence. */
export function labelOf(vocabulary: readonly TokenPiece[], id: number): string {
  return pieceLabel(pieceAt(vocabulary, id)).text;
}
