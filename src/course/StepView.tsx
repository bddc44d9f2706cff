import type { StepId } from '#lexicon/course.ts';
import type { CourseWords } from '#lexicon/words/en/course.ts';
import { selectCourseAnswers, selectCourseDone, useCourse } from '#state/course.ts';
import { Formula } from '#view/Formula.tsx';
import { BeforeAfter } from './BeforeAfter.tsx';
import { Prose } from './Prose.tsx';
import { Question } from './Question.tsx';
import { steps } from './index.ts';
import { useReading } from './useReading.ts';

/** One step: what it is about, what to do, what to predict, and the data before and after. */
export function StepView({ id, words }: { id: StepId; words: CourseWords }) {
  const { frame, glossary } = words;
  const said = words.steps[id];
  const { tex, right } = steps[id];
  const read = useReading(id);
  const choice = useCourse(selectCourseAnswers)[id];
  const isDone = useCourse(selectCourseDone).includes(id);
  const asks = said.ask !== undefined && right !== undefined;
  const prose = (text: string) => (
    <Prose text={text} glossary={glossary} moment={read?.moment ?? null} values={read?.reading?.values ?? null} />
  );
  return (
    <>
      <h3 className="course__title" tabIndex={-1} data-heading="">
        {said.title}
      </h3>
      {said.text.map((paragraph, index) => (
        <p key={index}>{prose(paragraph)}</p>
      ))}
      {tex !== undefined && <Formula tex={tex} />}
      <div className={isDone ? 'course__task course__task--done' : 'course__task'} aria-live="polite">
        <h4 className="course__label">{isDone ? `✓ ${frame.isDone}` : frame.yourTurn}</h4>
        <p>{prose(said.task)}</p>
        {isDone && <p className="course__seen">{prose(said.done)}</p>}
      </div>
      {asks && read && said.ask && <Question id={id} ask={said.ask} choice={choice} read={read} words={words} />}
      <BeforeAfter read={read} said={said} words={words} covered={asks && choice === undefined} />
    </>
  );
}
