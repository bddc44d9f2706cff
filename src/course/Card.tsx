import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { COURSE, planOf, stepBeside } from '#lexicon/course.ts';
import type { PartId } from '#lexicon/course.ts';
import type { CourseWords } from '#lexicon/words/en/course.ts';
import {
  COURSE_VIEWS,
  closeCourse,
  openCourse,
  selectCourseDone,
  selectCourseStep,
  selectCourseView,
  showInCourse,
  useCourse,
} from '#state/course.ts';
import { Icon } from '#view/Icon.tsx';
import { Contents } from './Contents.tsx';
import { CourseMap } from './CourseMap.tsx';
import { Glossary } from './Glossary.tsx';
import { placesOf, showWhere } from './places.ts';
import { StepView } from './StepView.tsx';
import { useDrag } from './useDrag.ts';

/** The places at the bottom of the page, above which the card then stands. */
const LOW: ReadonlySet<string> = new Set<PartId>(['controls', 'curve', 'writing']);

/** Whether arrow keys already mean something to what has the focus. */
const MOVES_ITSELF = 'input, [role=grid], [role=listbox], [role=slider], [data-grip]';

/** Closes the card; the focus goes back to the button that opens it. */
function leave(): void {
  closeCourse();
  document.getElementById('guide')?.focus();
}

/** Back, where the step is shown, and on. */
function Steps({ words }: { words: CourseWords }) {
  const id = useCourse(selectCourseStep);
  const { frame } = words;
  const [before, behind] = [stepBeside(id, -1), stepBeside(id, 1)];
  return (
    <footer className="course__foot">
      <button
        type="button"
        className="button button--bare"
        disabled={before === undefined}
        onClick={() => before && openCourse(before)}
      >
        <Icon name="back" sizePx={13} />
        {frame.back}
      </button>
      <button type="button" className="button button--bare" onClick={() => showWhere(id)}>
        {frame.goThere}
      </button>
      <button type="button" className="button button--main" onClick={() => (behind ? openCourse(behind) : showInCourse('map'))}>
        {behind ? frame.next : frame.end}
      </button>
    </footer>
  );
}

/** The course's card: a bar to move it by, what it shows, and the way back and on. A sheet at the bottom on a phone. */
export function Card({ words }: { words: CourseWords }) {
  const body = useRef<HTMLDivElement>(null);
  const acted = useRef(false);
  const [folded, setFolded] = useState(false);
  const id = useCourse(selectCourseStep);
  const view = useCourse(selectCourseView);
  const done = useCourse(selectCourseDone);
  const { card, bar, onKeyDown: moveByKeys } = useDrag();
  const { frame } = words;
  const at = COURSE.findIndex((step) => step.id === id) + 1;

  useEffect(() => {
    body.current?.scrollTo(0, 0);
    body.current?.querySelector('[aria-current=step]')?.scrollIntoView({ block: 'center' });
  }, [id, view]);
  useEffect(() => {
    // Who goes on by the card stays in it, though what was pressed is gone: the next step begins at its title.
    if (acted.current) body.current?.querySelector<HTMLElement>('[data-heading]')?.focus();
    acted.current = false;
  }, [id]);

  const act = (): void => {
    acted.current = true;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const taken = event.target instanceof Element && event.target.closest(MOVES_ITSELF) !== null;
    const to = event.key === 'ArrowLeft' ? stepBeside(id, -1) : event.key === 'ArrowRight' ? stepBeside(id, 1) : undefined;
    if (event.key === 'Escape') leave();
    else if (to && !taken && view === 'step') openCourse(to);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <section
      ref={card}
      className={[
        'course',
        ...(folded ? ['course--folded'] : []),
        ...(LOW.has(planOf(id).at) ? ['course--high'] : []),
        ...(placesOf(id).includes('controls') ? ['course--trains'] : []),
      ].join(' ')}
      aria-label={frame.title}
      id="course"
      data-step={id}
    >
      <div className="course__inside" role="presentation" onKeyDown={onKeyDown} onClickCapture={act} onKeyDownCapture={act}>
        <header className="course__bar" {...bar}>
          <button
            type="button"
            data-grip=""
            className="course__grip"
            aria-label={frame.move}
            title={frame.move}
            onKeyDown={moveByKeys}
          >
            <span aria-hidden="true" />
          </button>
          <h2 className="course__where">
            {frame.chapters[planOf(id).chapter]}
            <span className="course__at">{frame.place(at, COURSE.length)}</span>
          </h2>
          <button
            type="button"
            className="button button--icon button--bare"
            aria-expanded={!folded}
            aria-label={folded ? frame.unfold : frame.fold}
            title={folded ? frame.unfold : frame.fold}
            onClick={() => setFolded(!folded)}
          >
            <span className={folded ? 'course__flip' : undefined}>
              <Icon name="chevron" sizePx={15} />
            </span>
          </button>
          <button
            type="button"
            className="button button--icon button--bare"
            aria-label={frame.close}
            title={frame.close}
            onClick={leave}
          >
            <Icon name="close" sizePx={15} />
          </button>
        </header>
        <progress
          className="unseen"
          aria-label={frame.progress(done.length, COURSE.length)}
          max={COURSE.length}
          value={done.length}
        />
        <div className="course__progress" aria-hidden="true">
          {COURSE.map((step) => (
            <span
              key={step.id}
              className={`course__dot${done.includes(step.id) ? ' course__dot--done' : ''}${step.id === id ? ' course__dot--here' : ''}`}
            />
          ))}
        </div>
        {!folded && (
          <>
            <nav className="course__views" aria-label={frame.viewsLabel}>
              {COURSE_VIEWS.map((each) => (
                <button
                  key={each}
                  type="button"
                  className={each === view ? 'course__view course__view--on' : 'course__view'}
                  aria-pressed={each === view}
                  onClick={() => showInCourse(each)}
                >
                  {frame.views[each]}
                </button>
              ))}
            </nav>
            <div className="course__body" ref={body}>
              {view === 'step' && <StepView key={id} id={id} words={words} />}
              {view === 'contents' && <Contents words={words} />}
              {view === 'map' && <CourseMap words={words} />}
              {view === 'glossary' && <Glossary words={words} />}
            </div>
          </>
        )}
        <Steps words={words} />
      </div>
    </section>
  );
}
