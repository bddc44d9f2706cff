import { memo, useMemo } from 'react';
import type { TextInfo } from '#lexicon/messages.ts';
import type { Words } from '#lexicon/words/en.ts';
import { formatCount, formatNumber } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { pieceLabel } from '#view/pieceLabel.ts';

type CleaningProps = { text: TextInfo; words: Words; widthPx: number };

/** What was changed before the text was cut, and the text in numbers. */
export const Cleaning = memo(function Cleaning({ text, words, widthPx }: CleaningProps) {
  const say = words.panels.text;
  const { cleaning, ids, trainTokens } = text;
  const characters = useMemo(() => countCharacters(text.text), [text]);
  const used = useMemo(() => text.counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0), [text]);
  const facts: [string, string][] = [
    [formatCount(ids.length), say.tokens],
    [formatCount(text.vocabulary.length), say.vocabulary],
    [formatCount(used), say.used],
    [formatNumber(characters > 0 ? ids.length / characters : 0), say.perCharacter],
    [formatCount(trainTokens), say.trained],
    [formatCount(ids.length - trainTokens), say.heldOut],
  ];
  return (
    <>
      <Part title={say.cleaning} widthPx={Math.min(widthPx, 320)}>
        {cleaning.changes.length === 0 ? (
          <p>{say.untouched}</p>
        ) : (
          <>
            <p>{say.cleaned(formatCount(cleaning.before), formatCount(cleaning.after))}</p>
            <ul className="text-panel__changes">
              {cleaning.changes.map(({ kind, count, example }) => (
                <li key={kind}>
                  {say.changes[kind](formatCount(count))}
                  {example !== '' && <span className="quiet"> · {say.example(visible(example))}</span>}
                </li>
              ))}
            </ul>
          </>
        )}
      </Part>
      <Part title={say.counts} widthPx={Math.min(widthPx, 460)}>
        <dl className="text-panel__facts">
          {facts.map(([value, name]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Part>
    </>
  );
});

/** A stretch of text with signs for what has no ink. */
function visible(example: string): string {
  return pieceLabel({ id: 0, text: example }).text;
}

function countCharacters(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // The second half of a pair belongs to the character before it.
    if (unit < 0xdc00 || unit > 0xdfff) count++;
  }
  return count;
}
