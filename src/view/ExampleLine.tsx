import type { TokenPiece } from '#lexicon/messages.ts';
import { TokenLabel } from './TokenLabel.tsx';
import './ExampleLine.css';

export type ExampleLineProps = {
  tokens: readonly { piece: TokenPiece; scored: boolean; hidden?: true }[];
  /** What a mark means, for those who hear it. */
  scoredLabel: string;
};

/** A piece as it reads in running text: its spaces are spaces, what else has no ink has its sign. */
function Piece({ piece }: { piece: TokenPiece }) {
  return piece.special === undefined && /^ ?\S+$/u.test(piece.text) ? piece.text : <TokenLabel piece={piece} />;
}

/** An example as running text: what the loss counts is underlined, and what is hidden from the model stands in a gap. */
export function ExampleLine({ tokens, scoredLabel }: ExampleLineProps) {
  return (
    <p className="example-line" dir="auto">
      {tokens.map(({ piece, scored, hidden }, at) =>
        scored ? (
          <mark key={at} className={hidden ? 'example-line__gap' : 'example-line__scored'} title={scoredLabel}>
            <Piece piece={piece} />
          </mark>
        ) : (
          <span key={at}>
            <Piece piece={piece} />
          </span>
        ),
      )}
    </p>
  );
}
