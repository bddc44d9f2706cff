import { CHAPTER_IDS, COURSE } from '#lexicon/course.ts';
import type { CourseWords } from '#lexicon/words/en/course.ts';
import { openCourse, selectCourseDone, selectCourseStep, useCourse } from '#state/course.ts';

/** All steps by chapter, the present one marked, the done ones ticked. */
export function Contents({ words }: { words: CourseWords }) {
  const here = useCourse(selectCourseStep);
  const done = useCourse(selectCourseDone);
  const { frame } = words;
  return (
    <>
      <p className="quiet">{frame.progress(done.length, COURSE.length)}</p>
      {CHAPTER_IDS.map((chapter) => (
        <section key={chapter} className="course__chapter">
          <h3 className="course__label">{frame.chapters[chapter]}</h3>
          <ol className="course__list">
            {COURSE.filter((step) => step.chapter === chapter).map(({ id }) => (
              <li key={id}>
                <button
                  type="button"
                  className={id === here ? 'course__entry course__entry--here' : 'course__entry'}
                  aria-current={id === here ? 'step' : undefined}
                  onClick={() => openCourse(id)}
                >
                  <span className="course__tick" aria-hidden="true">
                    {done.includes(id) ? '✓' : ''}
                  </span>
                  {words.steps[id].title}
                  {done.includes(id) && <span className="unseen"> ({frame.contentsDone})</span>}
                </button>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}
