import type { TextInfo, TokenPiece } from '#lexicon/messages.ts';
import { pieceLabel } from '#view/pieceLabel.ts';

/** The piece of a vocabulary id; of a model without a text, a piece that says its id. */
export function pieceOf(text: TextInfo | null, id: number): TokenPiece {
  return text?.vocabulary[id] ?? { id, text: '' };
}

/** A piece for a list in which neighbours are not neighbours in the text, so that its bytes are not taken for half a character. */
export function pieceAlone(piece: TokenPiece): TokenPiece {
  return piece.text === '' ? { id: piece.id, text: pieceLabel(piece).text, special: true } : piece;
}

/** A piece as it stands in a sentence. */
export function pieceName(text: TextInfo | null, id: number): string {
  return pieceLabel(pieceOf(text, id)).text;
}
