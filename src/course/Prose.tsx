import { Fragment, memo } from 'react';
import type { CourseWords } from '#lexicon/words/en/course.ts';
import { factOf } from './facts.ts';
import { countedBy, piecesOf } from './markup.ts';
import type { Moment, Values } from './step.ts';
import { Term } from './Term.tsx';

type ProseProps = { text: string; glossary: CourseWords['glossary']; moment: Moment | null; values: Values | null };

/** A sentence of the course: its terms explained where they stand, its numbers those of the running model. */
export const Prose = memo(function Prose({ text, glossary, moment, values }: ProseProps) {
  return piecesOf(text).map((piece, index) => {
    if (piece.kind === 'plain') return piece.text;
    if (piece.kind === 'fact') {
      const written = moment ? factOf(piece.fact, moment, values) : '–';
      return (
        <Fragment key={index}>
          <span className="course__fact" dir="auto">
            {written}
          </span>
          {countedBy(written, piece.counts)}
        </Fragment>
      );
    }
    return (
      <Term key={index} id={piece.term} sentence={glossary[piece.term]}>
        {piece.text}
      </Term>
    );
  });
});

/** The same as one plain text, for where nothing can be clicked. */
export function plainOf(text: string, moment: Moment | null, values: Values | null): string {
  return piecesOf(text)
    .map((piece) => {
      if (piece.kind !== 'fact') return piece.text;
      const written = moment ? factOf(piece.fact, moment, values) : '–';
      return written + countedBy(written, piece.counts);
    })
    .join('');
}
