import type { StepId } from '#lexicon/course.ts';
import type { Step } from './step.ts';
import { generative } from './steps/generative.ts';

/** All steps by id; their order and places are the plan's. */
export const steps: Readonly<Record<StepId, Step>> = { ...generative };
