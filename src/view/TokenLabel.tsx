import type { TokenPiece } from '#lexicon/messages.ts';
import { pieceLabel } from './pieceLabel.ts';
import './TokenAxis.css';

/** A token as text within a line: faint signs for what has no ink, small where it is only bytes. */
export function TokenLabel({ piece }: { piece: TokenPiece }) {
  const { parts } = pieceLabel(piece);
  const small = piece.text === '';
  return (
    <span className={small ? 'token-axis__text token-axis__text--small' : 'token-axis__text'} dir="auto">
      {parts.map((part, index) =>
        part.faint ? (
          <span key={index} className="token-axis__faint">
            {part.text}
          </span>
        ) : (
          part.text
        ),
      )}
    </span>
  );
}
