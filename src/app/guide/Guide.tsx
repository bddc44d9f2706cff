import { Suspense, lazy } from 'react';
import { stepOfPanel } from '#lexicon/course.ts';
import type { PanelId } from '#lexicon/selection.ts';
import { closeCourse, openCourse, selectCourseOpen, useCourse } from '#state/course.ts';
import { selectConfig, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { Failure } from '../Failure.tsx';
import './Guide.css';

const fetchCourse = async () => ({ default: (await import('#course/Course.tsx')).Course });
const Course = lazy(fetchCourse);
const Glossed = lazy(async () => ({ default: (await import('#course/Glossed.tsx')).Glossed }));

/** The button of the top bar that opens the course where one left it, and closes it again. */
export function GuideButton() {
  const words = useWords().shell.guide;
  const open = useCourse(selectCourseOpen);
  return (
    <button
      type="button"
      className="badge guide__button"
      id="guide"
      aria-expanded={open}
      title={words.help}
      // A hand that comes near fetches it already.
      onPointerEnter={() => void fetchCourse().catch(() => undefined)}
      onClick={() => (open ? closeCourse() : openCourse())}
    >
      {words.button}
    </button>
  );
}

/** The course, fetched when it is opened for the first time. */
export function Guide() {
  const words = useWords();
  const open = useCourse(selectCourseOpen);
  const config = useStore(selectConfig);
  if (!open) return null;
  return (
    <Failure words={words} version={config}>
      <Suspense fallback={null}>
        <Course />
      </Suspense>
    </Failure>
  );
}

/** The way from a panel to the step of the course that is about it; nothing where there is none. */
export function GuideLink({ panel, title }: { panel: PanelId; title: string }) {
  const words = useWords().shell.guide;
  const step = stepOfPanel(panel);
  if (step === undefined) return null;
  return (
    <button type="button" className="guide__link" aria-label={words.linkLabel(title)} onClick={() => openCourse(step)}>
      {words.link}
    </button>
  );
}

/** A sentence whose terms explain themselves as soon as the glossary is there. */
export function Caption({ text }: { text: string }) {
  return (
    <Suspense fallback={text}>
      <Glossed text={text} />
    </Suspense>
  );
}
