import { memo, useId, useMemo, useState } from 'react';
import type { TextInfo } from '#lexicon/messages.ts';
import { combineRows, cosinesWith, nearestRows } from '#math/neighbours.ts';
import { Bars } from '#view/Bars.tsx';
import { formatShare } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { TokenLabel } from '#view/TokenLabel.tsx';
import type { PanelProps } from '../contract.ts';
import { pieceName, pieceOf } from '../pieceOf.ts';
import { findPiece, firstTerms } from './findPiece.ts';

type ArithmeticProps = Pick<PanelProps, 'select' | 'hover' | 'words' | 'wide' | 'widthPx'> & {
  text: TextInfo;
  /** [V, D] */
  table: Float32Array;
  V: number;
  D: number;
  /** The token that is selected. */
  token: number;
  usedOnly: boolean;
};

const SIGNS = ['', '−', '+'] as const;
const WEIGHTS = [1, -1, 1] as const;
const SHOWN = 6;
const WIDE_SHOWN = 10;

/** a − b + c, and the tokens whose vectors point most that way; the three themselves are among them, and said to be. */
export const Arithmetic = memo(function Arithmetic(props: ArithmeticProps) {
  const { text, table, V, D, token, usedOnly, select, hover, words, wide, widthPx } = props;
  const say = words.panels.embeddings;
  const [chosen, setChosen] = useState<{ text: TextInfo; terms: readonly number[] } | null>(null);
  const terms = useMemo(() => (chosen?.text === text ? chosen.terms : firstTerms(text)), [chosen, text]);
  const near = useMemo(() => {
    const sum = combineRows(
      table,
      D,
      terms.map((row, i) => ({ row, weight: WEIGHTS[i] ?? 0 })),
    );
    const counts = (id: number): boolean => !usedOnly || (text.counts[id] ?? 0) > 0 || terms.includes(id);
    return nearestRows(cosinesWith(table, V, D, sum), -1, wide ? WIDE_SHOWN : SHOWN, counts);
  }, [table, V, D, terms, usedOnly, text, wide]);
  const put = (place: number, id: number): void =>
    setChosen({ text, terms: terms.map((before, i) => (i === place ? id : before)) });
  const [a, b, c] = terms.map((id) => pieceName(text, id));
  const first = near[0];
  const other = near.find(({ index }) => !terms.includes(index));
  const sentence =
    first && terms.includes(first.index)
      ? say.sumOperand(pieceName(text, first.index), other ? pieceName(text, other.index) : '–', formatShare(other?.cosine ?? 0))
      : first && say.sumFound(pieceName(text, first.index), formatShare(first.cosine));
  return (
    <Part title={say.sum} widthPx={widthPx} note={say.sumNote}>
      <div className="embeddings__sum">
        {terms.map((id, place) => (
          <Term
            key={`${place} ${id}`}
            sign={SIGNS[place] ?? ''}
            label={say.sumTerm('abc'.charAt(place))}
            text={text}
            id={id}
            token={token}
            words={words}
            onPut={(next) => put(place, next)}
          />
        ))}
      </div>
      <Bars
        rows={near.map(({ index, cosine }) => ({
          key: index,
          label: (
            <>
              <TokenLabel piece={pieceOf(text, index)} />
              {terms.includes(index) && <span className="quiet"> {say.sumItself}</span>}
            </>
          ),
          name: pieceName(text, index),
          value: cosine,
          display: formatShare(cosine),
          ...(terms.includes(index) ? { colour: '--resid' } : {}),
        }))}
        max={1}
        colour="--embed"
        labelPx={150}
        label={say.sumNearest(a ?? '', b ?? '', c ?? '')}
        onHover={(row) => hover(row === null ? null : { token: near[row]?.index ?? null })}
        onSelect={(row) => select({ token: near[row]?.index ?? null })}
      />
      <p className="embeddings__verdict">{sentence}</p>
    </Part>
  );
});

type TermProps = Pick<PanelProps, 'words'> & {
  sign: string;
  label: string;
  text: TextInfo;
  id: number;
  token: number;
  onPut: (id: number) => void;
};

/** One term: typed, or the token that is selected. */
function Term({ sign, label, text, id, token, words, onPut }: TermProps) {
  const say = words.panels.embeddings;
  const note = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const isUnknown = typed !== null && findPiece(text, typed) === null;
  const finish = (): void => {
    const found = typed === null ? null : findPiece(text, typed);
    setTyped(null);
    if (found !== null) onPut(found);
  };
  return (
    <span className="embeddings__term">
      <span aria-hidden="true">{sign}</span>
      <input
        type="text"
        dir="auto"
        aria-label={label}
        aria-invalid={isUnknown}
        aria-describedby={isUnknown ? note : undefined}
        value={typed ?? pieceName(text, id)}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === 'Enter') finish();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
      {token !== id && (
        <button type="button" className="button button--bare" onClick={() => onPut(token)}>
          {say.sumTake(pieceName(text, token))}
        </button>
      )}
      {isUnknown && (
        <span id={note} className="quiet">
          {say.sumUnknown}
        </span>
      )}
    </span>
  );
}
