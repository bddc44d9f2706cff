import { chat } from './course/chat.ts';
import { frame } from './course/frame.ts';
import { generative } from './course/generative.ts';
import { glossary } from './course/glossary.ts';
import { pretrained } from './course/pretrained.ts';
import type { StepWords } from './course/step.ts';
import { transformer } from './course/transformer.ts';
import type { StepId } from '#lexicon/course.ts';

const steps: Readonly<Record<StepId, StepWords>> = { ...generative, ...pretrained, ...transformer, ...chat };

/** The words of the course; loaded with it. */
export const course = { frame, glossary, steps };
export type CourseWords = typeof course;
