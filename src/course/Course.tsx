import { useEffect } from 'react';
import { select } from '#state/actions/look.ts';
import { selectCourseStep, useCourse } from '#state/course.ts';
import { selectPhase } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { Card } from './Card.tsx';
import './Change.css';
import './Course.css';
import { steps } from './index.ts';
import { knownNow, momentOf } from './moment.ts';
import { goTo, placesOf } from './places.ts';
import { Spotlight } from './Spotlight.tsx';
import { useDone } from './useDone.ts';
import { useCourseWords } from './words.ts';

/** The course: its card over the page, the place of the step brought into sight, the rest stepping back. */
export function Course() {
  const words = useCourseWords();
  const id = useCourse(selectCourseStep);
  const ready = useStore(selectPhase) === 'ready';
  useDone(id);
  useEffect(() => {
    if (!ready) return;
    goTo(id);
    const look = steps[id].look?.(momentOf(knownNow(), null));
    if (look) select(look);
  }, [id, ready]);
  return (
    <>
      <Spotlight at={placesOf(id)} />
      {words && <Card words={words} />}
    </>
  );
}
