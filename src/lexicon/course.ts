import type { PanelId } from './selection.ts';

/** The plan of the course: which steps there are, in which chapter, where on the page each is shown. */

export const CHAPTER_IDS = ['generative', 'pretrained', 'transformer', 'chat'] as const;
export type ChapterId = (typeof CHAPTER_IDS)[number];

/** The eight stations from a text to a text, the map of the course. */
export const BOX_IDS = [
  'start',
  'pretraining',
  'architecture',
  'languageModel',
  'nextSentence',
  'fineTuning',
  'generation',
  'output',
] as const;
export type BoxId = (typeof BOX_IDS)[number];

/** Parts of the page that are no panels: the story and the settings at the left, and the three parts of the run. */
export const PART_IDS = ['story', 'settings', 'controls', 'curve', 'writing'] as const;
export type PartId = (typeof PART_IDS)[number];

type Plan = { id: string; chapter: ChapterId; at: PanelId | PartId; box: BoxId };

/** The steps in their order. */
export const COURSE = [
  { id: 'story', chapter: 'generative', at: 'story', box: 'start' },
  { id: 'cleaning', chapter: 'generative', at: 'text', box: 'start' },
  { id: 'splitting', chapter: 'generative', at: 'text', box: 'start' },
  { id: 'distribution', chapter: 'generative', at: 'embeddings', box: 'pretraining' },
] as const satisfies readonly Plan[];

export type CourseStep = (typeof COURSE)[number];
export type StepId = CourseStep['id'];
/** The steps of one chapter. */
export type StepIn<C extends ChapterId> = Extract<CourseStep, { chapter: C }>['id'];

/** The row of a step. */
export function planOf(id: StepId): CourseStep {
  const found = COURSE.find((step) => step.id === id);
  if (!found) throw new Error(`planOf: no step is called ${id}`);
  return found;
}

/** A step by a name that came from outside; undefined when there is none. */
export function stepNamed(name: string | null): StepId | undefined {
  return COURSE.find(({ id }) => id === name)?.id;
}

/** The first step that is shown in a panel; undefined for a panel that the course leaves out. */
export function stepOfPanel(panel: PanelId): StepId | undefined {
  return COURSE.find(({ at }) => at === panel)?.id;
}

/** The step before or behind a step; undefined past either end. */
export function stepBeside(id: StepId, by: -1 | 1): StepId | undefined {
  return COURSE[COURSE.findIndex((step) => step.id === id) + by]?.id;
}
