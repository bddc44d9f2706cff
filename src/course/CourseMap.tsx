import { BOX_IDS, COURSE, planOf } from '#lexicon/course.ts';
import type { CourseWords } from '#lexicon/words/en/course.ts';
import { openCourse, selectCourseDone, selectCourseStep, useCourse } from '#state/course.ts';

/** The eight stations from a text to a text; one leads to its first step that is still to be done. */
export function CourseMap({ words }: { words: CourseWords }) {
  const done = useCourse(selectCourseDone);
  const { box: here } = planOf(useCourse(selectCourseStep));
  const { frame } = words;
  return (
    <>
      <p className="quiet">{frame.mapNote}</p>
      <ol className="course__map">
        {BOX_IDS.map((box) => {
          const inside = COURSE.filter((step) => step.box === box).map(({ id }) => id);
          const ticked = inside.filter((id) => done.includes(id)).length;
          const next = inside.find((id) => !done.includes(id)) ?? inside[0];
          const kinds = [
            'course__box',
            ...(box === here ? ['course__box--here'] : []),
            ...(ticked === inside.length ? ['course__box--done'] : []),
          ];
          return (
            <li key={box}>
              <button
                type="button"
                className={kinds.join(' ')}
                aria-current={box === here ? 'location' : undefined}
                onClick={() => next && openCourse(next)}
              >
                <span>{frame.boxes[box]}</span>
                <span className="course__count" title={frame.progress(ticked, inside.length)}>
                  {ticked}/{inside.length}
                </span>
                <span className="course__fill" style={{ width: `${(100 * ticked) / Math.max(1, inside.length)}%` }} />
              </button>
            </li>
          );
        })}
      </ol>
    </>
  );
}
