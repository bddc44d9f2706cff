import { create } from 'zustand';
import { COURSE, stepNamed } from '#lexicon/course.ts';
import type { StepId } from '#lexicon/course.ts';

/** What the card shows: the step, the list of all steps, the map, or the glossary. */
export const COURSE_VIEWS = ['step', 'contents', 'map', 'glossary'] as const;
export type CourseView = (typeof COURSE_VIEWS)[number];

/** Where the learner stands, and what the learner did. */
export type CourseState = {
  open: boolean;
  view: CourseView;
  step: StepId;
  /** Steps whose task was done. */
  done: readonly StepId[];
  /** The choice at a step's question; −1 where the answer was asked for without one. */
  answers: Partial<Record<StepId, number>>;
  /** The card's upper left corner, where it was moved by hand. */
  corner: { xPx: number; yPx: number } | null;
};

const KEY = 'glassformer.course';
const FIRST: StepId = COURSE[0].id;
export const INITIAL_COURSE: CourseState = {
  open: false,
  view: 'step',
  step: FIRST,
  done: [],
  answers: {},
  corner: null,
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** What an earlier visit left, as far as it makes sense now. */
export function readMemory(text: string | null): Partial<CourseState> {
  let left: unknown = null;
  try {
    left = JSON.parse(text ?? 'null');
  } catch {
    return {};
  }
  if (!isRecord(left)) return {};
  const { step, done, answers, corner } = left;
  const answered = Object.entries(isRecord(answers) ? answers : {}).filter(
    ([id, choice]) => stepNamed(id) !== undefined && Number.isInteger(choice),
  );
  const isCorner = isRecord(corner) && Number.isFinite(corner['xPx']) && Number.isFinite(corner['yPx']);
  return {
    step: stepNamed(String(step)) ?? FIRST,
    done: COURSE.map(({ id }) => id).filter((id) => Array.isArray(done) && done.includes(id)),
    answers: Object.fromEntries(answered),
    corner: isCorner ? { xPx: Number(corner['xPx']), yPx: Number(corner['yPx']) } : null,
  };
}

function remembered(): Partial<CourseState> {
  try {
    return readMemory(localStorage.getItem(KEY));
  } catch {
    return {};
  }
}

/** The place in the course, kept over visits as far as the browser keeps anything. */
export const useCourse = create<CourseState>()(() => ({ ...INITIAL_COURSE, ...remembered() }));

useCourse.subscribe(({ step, done, answers, corner }) => {
  try {
    localStorage.setItem(KEY, JSON.stringify({ step, done, answers, corner }));
  } catch {
    // A browser that keeps nothing forgets the place at the end of the visit.
  }
});

export const selectCourseOpen = (state: CourseState): boolean => state.open;
export const selectCourseStep = (state: CourseState): StepId => state.step;
export const selectCourseView = (state: CourseState): CourseView => state.view;
export const selectCourseDone = (state: CourseState): readonly StepId[] => state.done;
export const selectCourseAnswers = (state: CourseState): CourseState['answers'] => state.answers;
export const selectCourseCorner = (state: CourseState): CourseState['corner'] => state.corner;

/** Opens the course at a step, or where the learner left it. */
export function openCourse(step: StepId = useCourse.getState().step): void {
  useCourse.setState({ open: true, view: 'step', step });
}

export function closeCourse(): void {
  useCourse.setState({ open: false });
}

export function showInCourse(view: CourseView): void {
  useCourse.setState({ view });
}

/** Ticks a step off. */
export function finishStep(step: StepId): void {
  const { done } = useCourse.getState();
  if (!done.includes(step)) useCourse.setState({ done: [...done, step] });
}

/** Settles the answer to a step's question; −1 only reveals it. */
export function answerStep(step: StepId, choice: number): void {
  useCourse.setState(({ answers }) => ({ answers: { ...answers, [step]: choice } }));
}

/** Lets a step be predicted again. */
export function askAgain(step: StepId): void {
  useCourse.setState(({ answers: { [step]: _, ...answers } }) => ({ answers }));
}

export function moveCard(corner: CourseState['corner']): void {
  useCourse.setState({ corner });
}
