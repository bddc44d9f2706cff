import type { StepId } from '#lexicon/course.ts';
import type { CourseWords } from '#lexicon/words/en/course.ts';
import type { StepWords } from '#lexicon/words/en/course/step.ts';
import { answerStep, askAgain } from '#state/course.ts';
import { plainOf, Prose } from './Prose.tsx';
import { steps } from './index.ts';
import type { Read } from './useReading.ts';

type QuestionProps = {
  id: StepId;
  ask: NonNullable<StepWords['ask']>;
  /** The chosen option, −1 where only the answer was wanted, undefined before. */
  choice: number | undefined;
  read: Read;
  words: CourseWords;
};

/** A prediction before the numbers are shown; what is right is worked out from the running model's own. */
export function Question({ id, ask, choice, read, words }: QuestionProps) {
  const { frame, glossary } = words;
  const { reading, moment } = read;
  if (!reading) return null;
  const values = reading.values;
  const right = steps[id].right?.(reading) ?? -1;
  const prose = (text: string) => <Prose text={text} glossary={glossary} moment={moment} values={values} />;
  if (choice === undefined)
    return (
      <fieldset className="course__ask">
        <legend className="course__label">{frame.predict}</legend>
        <p className="course__question">{prose(ask.question)}</p>
        <div className="course__options">
          {ask.options.map((option, index) => (
            <button key={index} type="button" className="course__option" onClick={() => answerStep(id, index)}>
              {plainOf(option, moment, values)}
            </button>
          ))}
        </div>
        <button type="button" className="button button--bare course__reveal" onClick={() => answerStep(id, -1)}>
          {frame.reveal}
        </button>
      </fieldset>
    );
  const answer = plainOf(ask.options[right] ?? '', moment, values);
  const verdict = choice === -1 ? frame.shown(answer) : choice === right ? frame.right : frame.wrong(answer);
  return (
    <div className="course__ask" aria-live="polite" data-right={right}>
      <p className="course__question quiet">{prose(ask.question)}</p>
      <p>
        <strong className={choice === right ? 'course__verdict course__verdict--right' : 'course__verdict'}>{verdict}</strong>{' '}
        {prose(ask.reveal)}{' '}
        <button type="button" className="course__again" onClick={() => askAgain(id)}>
          {frame.again}
        </button>
      </p>
    </div>
  );
}
