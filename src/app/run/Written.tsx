import { useMemo, useState } from 'react';
import type { CSSProperties } from 'react';
import type { TokenPiece } from '#lexicon/messages.ts';
import { groupPieces } from '#lexicon/pieces.ts';
import { selectText, useWords } from '#state/selectors.ts';
import type { Generation } from '#state/store.ts';
import { useStore } from '#state/store.ts';
import { Bars } from '#view/Bars.tsx';
import { formatCount, formatShare } from '#view/format.ts';
import { pieceLabel } from '#view/pieceLabel.ts';
import { TokenLabel } from '#view/TokenLabel.tsx';

/** Every step of a run of tokens that is one character or more: whole text as it is read, bytes gathered. */
function spansOf(ids: readonly number[], vocabulary: readonly TokenPiece[]): { from: number; to: number; text: string }[] {
  if (ids.some((id) => vocabulary[id] === undefined)) return ids.map((id, at) => ({ from: at, to: at + 1, text: ` ${id}` }));
  return groupPieces(vocabulary, ids);
}

/** A text the model wrote, token by token: the more improbable the draw, the stronger its line; a click shows the candidates. */
export function Written({ generation }: { generation: Generation }) {
  const words = useWords().shell.generate;
  const vocabulary = useStore(selectText)?.vocabulary;
  const [picked, setPicked] = useState<number | null>(null);
  const { ids, steps } = generation.result;
  // The vocabulary of the moment it was written; the text stays when another story is loaded.
  const [pieces] = useState(vocabulary ?? []);
  const spans = useMemo(() => spansOf(ids, pieces), [ids, pieces]);
  const given = ids.length - steps.length;
  const step = picked === null ? undefined : steps[picked];
  const pieceAt = (id: number): TokenPiece => pieces[id] ?? { id, text: '' };
  return (
    <div className="written">
      <p className="written__text" dir="auto">
        {spans.map(({ from, to, text }) => {
          const drawn = from - given;
          if (drawn < 0) return <span key={from}>{text}</span>;
          const probability = steps.slice(drawn, to - given).reduce((product, one) => product * one.probability, 1);
          return (
            <button
              key={from}
              type="button"
              className={drawn === picked ? 'written__token written__token--on' : 'written__token'}
              style={{ '--doubt': `${Math.round(100 * (1 - probability))}%` } as CSSProperties}
              aria-pressed={drawn === picked}
              title={formatShare(probability)}
              onClick={() => setPicked(drawn === picked ? null : drawn)}
            >
              {text}
            </button>
          );
        })}
      </p>
      {step ? (
        <>
          <p className="quiet written__say">{words.candidates(pieceLabel(pieceAt(step.id)).text, formatShare(step.probability))}</p>
          <Bars
            colour="--pred"
            max={1}
            label={words.candidates(pieceLabel(pieceAt(step.id)).text, formatShare(step.probability))}
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
      ) : (
        <p className="quiet written__say">
          {words.atStep(formatCount(generation.step))} · {words.seed(generation.seed)} · {words.pick}
        </p>
      )}
    </div>
  );
}
