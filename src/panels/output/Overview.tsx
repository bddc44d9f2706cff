import { memo } from 'react';
import type { TextInfo, TokenPiece } from '#lexicon/messages.ts';
import type { Words } from '#lexicon/words/en.ts';
import { formatShare } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { pieceLabel } from '#view/pieceLabel.ts';
import { TokenLabel } from '#view/TokenLabel.tsx';
import { pieceName, pieceOf } from '../pieceOf.ts';
import type { Guess } from './ledger.ts';

type OverviewProps = {
  guesses: readonly Guess[];
  tokens: readonly TokenPiece[];
  text: TextInfo | null;
  position: number;
  words: Words;
  onSelect: (position: number) => void;
  widthPx: number;
};

/** Position by position: the token read, the likeliest next one, and whether the text agrees. */
export const Overview = memo(function Overview({ guesses, tokens, text, position, words, onSelect, widthPx }: OverviewProps) {
  const say = words.panels.output;
  const known = guesses.filter((guess) => guess.actual !== null);
  const right = known.filter((guess) => guess.actual === guess.id).length;
  return (
    <Part
      title={say.overview}
      widthPx={widthPx}
      note={say.overviewNote}
      aside={<span className="quiet">{say.hits(String(right), String(known.length))}</span>}
    >
      <div className="output__positions">
        <table>
          <colgroup>
            <col style={{ width: '27%' }} />
            <col />
            <col style={{ width: 55 }} />
            <col />
            <col style={{ width: 55 }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{say.read}</th>
              <th scope="col">{say.predicted}</th>
              <th scope="col">{say.p}</th>
              <th scope="col" colSpan={2}>
                {say.inText}
              </th>
            </tr>
          </thead>
          <tbody>
            {guesses.map((guess, at) => {
              const readPiece = tokens[at];
              if (!readPiece) return null;
              const sentence = say.overviewRow(
                at,
                pieceLabel(readPiece).text,
                pieceName(text, guess.id),
                formatShare(guess.p),
                guess.actual === null ? '–' : pieceName(text, guess.actual),
                formatShare(guess.pActual),
              );
              return (
                <tr key={at} className={at === position ? 'output__row--on' : undefined}>
                  <td>
                    <button type="button" aria-label={sentence} aria-pressed={at === position} onClick={() => onSelect(at)}>
                      <span className="output__at">{at}</span>
                      <TokenLabel piece={readPiece} />
                    </button>
                  </td>
                  <td className="output__guess">
                    <span className="output__fill" style={{ width: `calc(${guess.p} * (100% - 8px))` }} aria-hidden="true" />
                    <TokenLabel piece={pieceOf(text, guess.id)} />
                  </td>
                  <td>{formatShare(guess.p)}</td>
                  <td className={guess.actual === guess.id ? 'output__right' : 'quiet'}>
                    {guess.actual === null ? (
                      '–'
                    ) : guess.actual === guess.id ? (
                      '✓'
                    ) : (
                      <TokenLabel piece={pieceOf(text, guess.actual)} />
                    )}
                  </td>
                  <td className="quiet">{guess.actual === null ? '' : formatShare(guess.pActual)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Part>
  );
});
