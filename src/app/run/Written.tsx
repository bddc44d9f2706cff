import { useId, useMemo, useState } from 'react';
import type { CSSProperties, MouseEvent } from 'react';
import type { TokenPiece } from '#lexicon/messages.ts';
import { groupPieces } from '#lexicon/pieces.ts';
import { selectText, useWords } from '#state/selectors.ts';
import type { Generation } from '#state/store.ts';
import { useStore } from '#state/store.ts';
import { Bars } from '#view/Bars.tsx';
import { formatCount, formatShare } from '#view/format.ts';
import { pieceLabel } from '#view/pieceLabel.ts';
import { onRovingKey } from '#view/rovingKeys.ts';
import { TokenLabel } from '#view/TokenLabel.tsx';

/** Some tokens that are whole characters together: where they stand in the ids, and their text. */
type Span = { from: number; to: number; text: string };

/** Ids as they are read; a model of bare ids has no text, so its ids stand for themselves. */
function spansOf(ids: readonly number[], vocabulary: readonly TokenPiece[]): Span[] {
  if (ids.some((id) => vocabulary[id] === undefined)) return ids.map((id, at) => ({ from: at, to: at + 1, text: `${id} ` }));
  return groupPieces(vocabulary, ids);
}

/** What else could have come at one step, as it stood then. */
function Candidates({ step, pieceAt }: { step: Generation['result']['steps'][number]; pieceAt: (id: number) => TokenPiece }) {
  const words = useWords().shell.generate;
  const sentence = words.candidates(pieceLabel(pieceAt(step.id)).text, formatShare(step.probability));
  return (
    <>
      <p className="quiet written__say">{sentence}</p>
      <Bars
        colour="--pred"
        max={1}
        label={sentence}
        labelPx={78}
        valuePx={50}
        focus={step.candidates.findIndex(({ id }) => id === step.id)}
        rows={step.candidates.map(({ id, probability }) => ({
          key: id,
          label: <TokenLabel piece={pieceAt(id)} />,
          name: pieceLabel(pieceAt(id)).text,
          value: probability,
          display: formatShare(probability),
        }))}
      />
    </>
  );
}

/** A text the model wrote, token by token: the less probable a draw was, the stronger its line. A click or the arrow keys show its candidates. */
export function Written({ generation }: { generation: Generation }) {
  const words = useWords().shell.generate;
  const vocabulary = useStore(selectText)?.vocabulary;
  const [picked, setPicked] = useState<number | null>(null);
  const id = useId();
  const { ids, steps } = generation.result;
  // The vocabulary of the moment it was written: the text stays when another story is loaded.
  const [pieces] = useState(vocabulary ?? []);
  const spans = useMemo(() => spansOf(ids, pieces), [ids, pieces]);
  const given = ids.length - steps.length;
  const drawn = spans.filter(({ from }) => from >= given);
  const prompt = spans.filter(({ from }) => from < given);
  const step = picked === null ? undefined : steps[(drawn[picked]?.from ?? given) - given];
  const onClick = (event: MouseEvent): void => {
    const at = event.target instanceof HTMLElement ? event.target.dataset['index'] : undefined;
    if (at !== undefined) setPicked(Number(at) === picked ? null : Number(at));
  };
  return (
    <div className="written">
      <p className="written__text" dir="auto">
        {prompt.map(({ text }) => text).join('')}
        <span
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a select cannot hold a running text
          role="listbox"
          tabIndex={0}
          aria-label={words.pick}
          aria-activedescendant={picked === null ? undefined : `${id}-${picked}`}
          onClick={onClick}
          onKeyDown={(event) =>
            onRovingKey(event, { count: drawn.length, focus: picked, onHover: setPicked, onSelect: setPicked })
          }
        >
          {drawn.map(({ from, to, text }, index) => {
            const probability = steps.slice(from - given, to - given).reduce((product, one) => product * one.probability, 1);
            return (
              <span
                key={from}
                id={`${id}-${index}`}
                // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- nor can an option be a part of one
                role="option"
                data-index={index}
                tabIndex={-1}
                aria-selected={index === picked}
                className={index === picked ? 'written__token written__token--on' : 'written__token'}
                style={{ '--doubt': `${Math.round(100 * (1 - probability))}%` } as CSSProperties}
                title={formatShare(probability)}
              >
                {text}
              </span>
            );
          })}
        </span>
      </p>
      {step ? (
        <Candidates step={step} pieceAt={(one) => pieces[one] ?? { id: one, text: '' }} />
      ) : (
        <p className="quiet written__say">
          {[words.atStep(formatCount(generation.step)), words.seed(generation.seed), words.pick].join(' · ')}
        </p>
      )}
    </div>
  );
}
