import { memo, useCallback } from 'react';
import type { ElementRef } from '#lexicon/expression.ts';
import type { TextInfo } from '#lexicon/messages.ts';
import type { CourseWords } from '#lexicon/words/en/course.ts';
import { Legible } from '#panels/Legible.tsx';
import { select } from '#state/actions/look.ts';
import { formatCount, formatNumber, formatShare } from '#view/format.ts';
import { Matrix } from '#view/Matrix.tsx';
import { pieceLabel } from '#view/pieceLabel.ts';
import type { ColourScale } from '#view/scale.ts';
import { TokenLabel } from '#view/TokenLabel.tsx';
import { placeIn } from './shown.ts';
import type { As, Row, Shown } from './step.ts';

type Frame = CourseWords['frame'];
type SideProps = { shown: Shown; label: string; text: TextInfo | null; frame: Frame; scale: ColourScale; widthPx: number };

/** Numbers of a vector that are written out; all of them are in its strip. */
const WRITTEN = 4;
/** Tokens that are written out. */
const TOKENS = 14;
const STRIP_PX = 14;

const FORMATS: Readonly<Record<As, (value: number) => string>> = {
  number: formatNumber,
  share: formatShare,
  count: formatCount,
};

/** A number of the running model; where it stands in an array, a click shows how it came about. */
function Figure({ value, as, name, cell, frame }: { value: number; as: As; name: string; cell?: ElementRef; frame: Frame }) {
  const written = FORMATS[as](value);
  if (!cell) return <span className="course__figure">{written}</span>;
  return (
    <button
      type="button"
      className="course__figure course__figure--cell"
      data-cell={[cell.name, ...cell.index].join(' ')}
      aria-label={frame.cell(name, written)}
      onClick={() => select({ cell })}
    >
      {written}
    </button>
  );
}

function RowLine({ row, text, frame }: { row: Row; text: TextInfo | null; frame: Frame }) {
  const piece = 'token' in row.name ? (text?.vocabulary[row.name.token] ?? { id: row.name.token, text: '' }) : null;
  const name = piece
    ? pieceLabel(piece).text
    : 'word' in row.name
      ? frame.rows[row.name.word]
      : 'plain' in row.name
        ? row.name.plain
        : '';
  return (
    <div className="course__row">
      <dt dir="auto">{piece ? <TokenLabel piece={piece} /> : name}</dt>
      <dd>
        <Figure value={row.value} as={row.as ?? 'number'} name={name} frame={frame} {...(row.cell ? { cell: row.cell } : {})} />
      </dd>
    </div>
  );
}

function Tokens({ ids, withIds, text }: { ids: ArrayLike<number>; withIds: boolean; text: TextInfo | null }) {
  const shown = Array.from(ids).slice(0, TOKENS);
  return (
    <div className="course__tokens">
      {shown.map((id, at) => (
        <span key={at} className="course__token" data-id={id}>
          <TokenLabel piece={text?.vocabulary[id] ?? { id, text: '' }} />
          {withIds && <span className="course__id">{id}</span>}
        </span>
      ))}
      {ids.length > shown.length && <span className="quiet">… {formatCount(ids.length)}</span>}
    </div>
  );
}

function Vector({
  shown,
  label,
  frame,
  scale,
  widthPx,
}: Omit<SideProps, 'shown' | 'text'> & { shown: Shown & { kind: 'vector' } }) {
  const { values, start } = shown;
  const describe = useCallback(
    (_row: number, i: number): string => `${label} ${i}: ${formatNumber(values[i] ?? Number.NaN)}`,
    [label, values],
  );
  return (
    <>
      <Matrix
        data={values}
        rows={1}
        cols={values.length}
        scale={scale}
        widthPx={widthPx}
        heightPx={STRIP_PX}
        label={label}
        describe={describe}
        {...(start ? { onSelect: ({ col }: { col: number }) => select({ cell: placeIn(start, col) }) } : {})}
      />
      <p className="course__vector">
        {Array.from({ length: Math.min(WRITTEN, values.length) }, (_, i) => (
          <Figure
            key={i}
            value={values[i] ?? Number.NaN}
            as="number"
            name={`${label} ${i}`}
            frame={frame}
            {...(start ? { cell: placeIn(start, i) } : {})}
          />
        ))}
        {values.length > WRITTEN && <span className="quiet">{frame.vectorRest(formatCount(values.length))}</span>}
      </p>
    </>
  );
}

/** One side of *before → after*: a text, tokens, named numbers, or a vector as a strip with its first numbers. */
export const Side = memo(function Side({ shown, label, text, frame, scale, widthPx }: SideProps) {
  switch (shown.kind) {
    case 'text':
      return (
        <p className="course__quote" dir="auto">
          <Legible text={shown.text} title={frame.noCharacter} />
        </p>
      );
    case 'tokens':
      return <Tokens ids={shown.ids} withIds={shown.withIds} text={text} />;
    case 'rows':
      return (
        <dl className="course__rows">
          {shown.rows.map((row, index) => (
            <RowLine key={index} row={row} text={text} frame={frame} />
          ))}
        </dl>
      );
    case 'vector':
      return <Vector shown={shown} label={label} frame={frame} scale={scale} widthPx={widthPx} />;
  }
});
