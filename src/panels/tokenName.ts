import type { TokenPiece } from '#lexicon/messages.ts';
import { pieceLabel } from '#view/pieceLabel.ts';

/** The token at a position of the probed sequence as it stands in a sentence; empty where there is none. */
export function tokenName(tokens: readonly TokenPiece[], position: number): string {
  const piece = tokens[position];
  return piece === undefined ? '' : pieceLabel(piece).text;
}
