import { useMemo, useRef } from 'react';
import type { CourseWords } from '#lexicon/words/en/course.ts';
import type { StepWords } from '#lexicon/words/en/course/step.ts';
import { useAutoScale } from '#view/scale.ts';
import { useWidth } from '#view/useWidth.ts';
import { plainOf, Prose } from './Prose.tsx';
import { Side } from './Side.tsx';
import type { Shown } from './step.ts';
import type { Read } from './useReading.ts';

type BeforeAfterProps = { read: Read | null; said: StepWords; words: CourseWords; covered: boolean };

const vectorOf = (shown: Shown | undefined): number[] => (shown?.kind === 'vector' ? Array.from(shown.values) : []);

/** The data before a step of the way and after it, as they stand in the running model at this moment. */
export function BeforeAfter({ read, said, words, covered }: BeforeAfterProps) {
  const box = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(box);
  const reading = read?.reading ?? null;
  // Two vectors beside each other share one scale, so that their colours can be compared.
  const values = useMemo(() => [...vectorOf(reading?.before), ...vectorOf(reading?.after)], [reading]);
  const scale = useAutoScale('diverging', values);
  const { frame, glossary } = words;
  const label = (caption: string): string => plainOf(caption, read?.moment ?? null, reading?.values ?? null);
  const [before, after] = [label(said.before), label(said.after)];
  const side = (shown: Shown, name: string) => (
    <Side shown={shown} label={name} text={read?.moment.text ?? null} frame={frame} scale={scale} widthPx={widthPx} />
  );
  return (
    <div className="course__change" ref={box}>
      {read !== null && reading === null && <p className="quiet">{frame.notYet}</p>}
      {reading && widthPx > 0 && (
        <>
          <div className="course__side" data-side="before">
            <h4 className="course__label">{before}</h4>
            {side(reading.before, before)}
          </div>
          <div className="course__side" data-side="after">
            <h4 className="course__label">
              <span aria-hidden="true" className="course__arrow">
                ↓{' '}
              </span>
              {after}
            </h4>
            {covered ? <p className="course__covered">{frame.covered}</p> : side(reading.after, after)}
          </div>
          {!covered && said.says !== undefined && (
            <p className="course__says">
              <Prose text={said.says} glossary={glossary} moment={read?.moment ?? null} values={reading.values} />
            </p>
          )}
        </>
      )}
    </div>
  );
}
