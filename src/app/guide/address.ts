import { stepNamed } from '#lexicon/course.ts';
import { closeCourse, openCourse, useCourse } from '#state/course.ts';

const KEY = 'course';

/** Opens or closes the course as the address says; what is no step counts as none. */
function follow(): void {
  const step = stepNamed(new URLSearchParams(location.search).get(KEY));
  const { open, step: here } = useCourse.getState();
  if (step === undefined) {
    if (open) closeCourse();
  } else if (!open || step !== here) openCourse(step);
}

/** Keeps `?course=` in step with the course: the step while it is open, nothing while it is closed. */
export function keepCourseAddress(): () => void {
  follow();
  const stop = useCourse.subscribe(({ open, step }, before) => {
    if (!before.open && !open) return;
    const query = new URLSearchParams(location.search);
    if (open) query.set(KEY, step);
    else query.delete(KEY);
    const text = query.toString();
    const search = text === '' ? '' : `?${text}`;
    if (search !== location.search) history.replaceState(null, '', `${location.pathname}${search}${location.hash}`);
  });
  addEventListener('popstate', follow);
  return () => {
    stop();
    removeEventListener('popstate', follow);
  };
}
