import { useEffect, useRef } from 'react';
import { select } from '#state/actions/look.ts';
import { selectCourseStep, useCourse } from '#state/course.ts';
import type { State } from '#state/store.ts';
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

/** Whether there is something to look at: the page has opened, and its first frame has come. */
const selectShown = ({ phase, frameVersion }: State): boolean => phase === 'ready' && frameVersion > 0;

/** The course: its card over the page, the place of the step brought into sight, the rest stepping back. */
export function Course() {
  const words = useCourseWords();
  const id = useCourse(selectCourseStep);
  const ready = useStore(selectShown);
  const left = useRef(id);
  useEffect(() => {
    if (!ready) return;
    goTo(id);
    const now = knownNow();
    const look = steps[id].look?.(momentOf(now, null)) ?? null;
    // A worksheet belongs to the step that it was opened in, and would lie in the way of the next.
    const isOver = left.current !== id && (now.locked.cell ?? null) !== null;
    if (look || isOver) select(look ?? {});
    left.current = id;
  }, [id, ready]);
  // What was selected on arrival was not selected by the learner.
  useDone(id, ready);
  return (
    <>
      <Spotlight at={placesOf(id)} />
      {words && <Card words={words} />}
    </>
  );
}
