import type { StepId } from '#lexicon/course.ts';

/**
 * What one step says. `[tokens](token)` is a term of the glossary, `{loss}` a number of the running model or of the
 * step's reading.
 */
export type StepWords = {
  title: string;
  /** Paragraphs. */
  text: readonly string[];
  /** What the learner is asked to do. */
  task: string;
  /** What there was to see in it. */
  done: string;
  /** Captions of both sides of *before → after*, and a sentence on what happened between them. */
  before: string;
  after: string;
  says?: string;
  ask?: { question: string; options: readonly string[]; reveal: string };
};

export type ChapterWords<Id extends StepId> = Readonly<Record<Id, StepWords>>;
