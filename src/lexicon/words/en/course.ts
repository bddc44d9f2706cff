import { frame } from './course/frame.ts';
import { generative } from './course/generative.ts';
import { glossary } from './course/glossary.ts';
import type { StepWords } from './course/step.ts';
import type { StepId } from '#lexicon/course.ts';

const steps: Readonly<Record<StepId, StepWords>> = { ...generative };

/** The words of the course; loaded with it. */
export const course = { frame, glossary, steps };
export type CourseWords = typeof course;
