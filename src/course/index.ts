import type { StepId } from '#lexicon/course.ts';
import type { Step } from './step.ts';
import { block } from './steps/block.ts';
import { chat } from './steps/chat.ts';
import { generative } from './steps/generative.ts';
import { learning } from './steps/learning.ts';
import { newText } from './steps/newText.ts';
import { objectives } from './steps/objectives.ts';
import { pretrained } from './steps/pretrained.ts';
import { transformer } from './steps/transformer.ts';

/** All steps by id; their order and places are the plan's. */
export const steps: Readonly<Record<StepId, Step>> = {
  ...generative,
  ...newText,
  ...pretrained,
  ...objectives,
  ...learning,
  ...transformer,
  ...block,
  ...chat,
};
