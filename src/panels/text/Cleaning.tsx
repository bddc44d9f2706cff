import { memo, useMemo, useState } from 'react';
import type { CleaningChoice, CleaningKind } from '#lexicon/cleaning.ts';
import type { TextInfo } from '#lexicon/messages.ts';
import type { Words } from '#lexicon/words/en.ts';
import { formatCount, formatNumber } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import type { PanelProps } from '../contract.ts';
import { readable } from './visible.ts';

type CleaningProps = Pick<PanelProps, 'textTools'> & { text: TextInfo; words: Words; widthPx: number };

/** What was changed before the text was cut, and the text in numbers. */
export const Cleaning = memo(function Cleaning({ text, textTools, words, widthPx }: CleaningProps) {
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
      <Part title={say.cleaning} widthPx={Math.min(widthPx, 380)}>
        {cleaning.changes.length === 0 ? (
          <p>{say.untouched}</p>
        ) : (
          <>
            <p>{say.cleaned(formatCount(cleaning.before), formatCount(cleaning.after))}</p>
            <ul className="text-panel__changes">
              {cleaning.changes.map(({ kind, count, example }) => (
                <li key={kind}>
                  {say.changes[kind](formatCount(count))}
                  {example !== '' && <span className="quiet"> · {say.example(readable(example))}</span>}
                </li>
              ))}
            </ul>
          </>
        )}
        {cleaning.chosen && <Choices chosen={cleaning.chosen} text={text} words={words} onChoose={textTools.reclean} />}
      </Part>
      <Part title={say.counts} widthPx={Math.min(widthPx, 420)}>
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

const CHOICES = ['markup', 'width', 'spaces'] as const;
/** Which changes belong to which choice. */
const CHANGED_BY: Readonly<Record<(typeof CHOICES)[number], readonly CleaningKind[]>> = {
  markup: ['html', 'entity', 'markdown'],
  width: ['width'],
  spaces: ['spaces'],
};

type ChoicesProps = {
  chosen: NonNullable<TextInfo['cleaning']['chosen']>;
  text: TextInfo;
  words: Words;
  onChoose: (choice: CleaningChoice) => Promise<void>;
};

/** What of the cleaning is a matter of choice, each with how many places it changes or would change. */
function Choices({ chosen, text, words, onChoose }: ChoicesProps) {
  const say = words.panels.text;
  const { changes, offered = [] } = text.cleaning;
  // What was asked for stands at once; the engine has the last word.
  const [asked, setAsked] = useState<typeof chosen | null>(null);
  const shown = asked ?? chosen;
  const choose = async (next: typeof chosen): Promise<void> => {
    setAsked(next);
    await onChoose(next);
    setAsked(null);
  };
  return (
    <fieldset className="text-panel__choices">
      <legend className="unseen">{say.choose}</legend>
      {CHOICES.map((choice) => {
        const found = [...changes, ...offered].filter(({ kind }) => CHANGED_BY[choice].includes(kind));
        const count = found.reduce((sum, one) => sum + one.count, 0);
        return (
          <label key={choice}>
            <input
              type="checkbox"
              checked={shown[choice]}
              onChange={(event) => void choose({ ...shown, [choice]: event.target.checked })}
            />{' '}
            {say.choices[choice]} <span className="quiet">· {say.choiceWould(formatCount(count))}</span>
          </label>
        );
      })}
      <p className="part__note">{say.chooseNote}</p>
    </fieldset>
  );
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
