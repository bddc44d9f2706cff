import type { TokenPiece } from '#lexicon/messages.ts';
import { pieceLabel } from './pieceLabel.ts';
import './TokenAxis.css';

/** A token as text within a line: faint signs for what has no ink, small where it is only bytes. */
export function TokenLabel({ piece }: { piece: TokenPiece }) {
  const { parts, faint } = pieceLabel(piece);
  const kind = piece.text === '' ? ' token-axis__text--small' : faint && piece.special !== true ? ' token-axis__text--sign' : '';
  return (
    <span className={`token-axis__text${kind}`} dir="auto">
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
