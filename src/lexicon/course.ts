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

/** Parts of the page that are no panels: the story, what is learnt, the settings and two groups of them, the three parts of the run, and the kept runs. */
export const PART_IDS = [
  'story',
  'learns',
  'settings',
  'training',
  'sampling',
  'controls',
  'curve',
  'writing',
  'library',
] as const;
export type PartId = (typeof PART_IDS)[number];

type Plan = { id: string; chapter: ChapterId; at: PanelId | PartId; box: BoxId };

/** The steps in their order. */
export const COURSE = [
  { id: 'story', chapter: 'generative', at: 'story', box: 'start' },
  { id: 'cleaning', chapter: 'generative', at: 'text', box: 'start' },
  { id: 'splitting', chapter: 'generative', at: 'text', box: 'start' },
  { id: 'distribution', chapter: 'generative', at: 'embeddings', box: 'pretraining' },
  { id: 'latent', chapter: 'generative', at: 'latent', box: 'pretraining' },
  { id: 'sampling', chapter: 'generative', at: 'latent', box: 'generation' },
  { id: 'postprocessing', chapter: 'generative', at: 'generate', box: 'output' },
  { id: 'newStory', chapter: 'generative', at: 'generate', box: 'output' },
  { id: 'collecting', chapter: 'pretrained', at: 'story', box: 'pretraining' },
  { id: 'preprocessing', chapter: 'pretrained', at: 'text', box: 'pretraining' },
  { id: 'vocabulary', chapter: 'pretrained', at: 'text', box: 'pretraining' },
  { id: 'embeddingTable', chapter: 'pretrained', at: 'embeddings', box: 'pretraining' },
  { id: 'architecture', chapter: 'pretrained', at: 'settings', box: 'architecture' },
  { id: 'nextToken', chapter: 'pretrained', at: 'output', box: 'languageModel' },
  { id: 'masked', chapter: 'pretrained', at: 'attention', box: 'languageModel' },
  { id: 'nextSentence', chapter: 'pretrained', at: 'task', box: 'nextSentence' },
  { id: 'writtenTasks', chapter: 'pretrained', at: 'task', box: 'languageModel' },
  { id: 'labelTasks', chapter: 'pretrained', at: 'task', box: 'languageModel' },
  { id: 'prediction', chapter: 'pretrained', at: 'output', box: 'languageModel' },
  { id: 'crossEntropy', chapter: 'pretrained', at: 'loss', box: 'languageModel' },
  { id: 'gradient', chapter: 'pretrained', at: 'update', box: 'languageModel' },
  { id: 'weightUpdate', chapter: 'pretrained', at: 'update', box: 'languageModel' },
  { id: 'saving', chapter: 'pretrained', at: 'library', box: 'pretraining' },
  { id: 'input', chapter: 'transformer', at: 'flow', box: 'architecture' },
  { id: 'order', chapter: 'transformer', at: 'positions', box: 'architecture' },
  { id: 'queryKey', chapter: 'transformer', at: 'attention', box: 'architecture' },
  { id: 'pattern', chapter: 'transformer', at: 'attention', box: 'architecture' },
  { id: 'heads', chapter: 'transformer', at: 'attention', box: 'architecture' },
  { id: 'feedForward', chapter: 'transformer', at: 'ffn', box: 'architecture' },
  { id: 'residual', chapter: 'transformer', at: 'residual', box: 'architecture' },
  { id: 'layerNorm', chapter: 'transformer', at: 'layerNorm', box: 'architecture' },
  { id: 'output', chapter: 'transformer', at: 'output', box: 'architecture' },
  { id: 'optimizer', chapter: 'transformer', at: 'update', box: 'languageModel' },
  { id: 'evaluation', chapter: 'transformer', at: 'curve', box: 'languageModel' },
  { id: 'using', chapter: 'transformer', at: 'generate', box: 'generation' },
  { id: 'pretrainStories', chapter: 'chat', at: 'controls', box: 'pretraining' },
  { id: 'fineTune', chapter: 'chat', at: 'chat', box: 'fineTuning' },
  { id: 'talk', chapter: 'chat', at: 'chat', box: 'generation' },
  { id: 'learnOn', chapter: 'chat', at: 'chat', box: 'fineTuning' },
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

/** Panels in which no step is shown, and the step that is about what they show. */
const ABOUT: Partial<Record<PanelId, StepId>> = { lens: 'residual', lab: 'heads' };

/** The first step that is about a panel; undefined for one that the course leaves out. */
export function stepOfPanel(panel: PanelId): StepId | undefined {
  return COURSE.find(({ at }) => at === panel)?.id ?? ABOUT[panel];
}

/** The step before or behind a step; undefined past either end. */
export function stepBeside(id: StepId, by: -1 | 1): StepId | undefined {
  return COURSE[COURSE.findIndex((step) => step.id === id) + by]?.id;
}
