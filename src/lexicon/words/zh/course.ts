import type { course as en } from '../en/course.ts';
import { chat } from './course/chat.ts';
import { frame } from './course/frame.ts';
import { generative } from './course/generative.ts';
import { glossary } from './course/glossary.ts';
import { pretrained } from './course/pretrained.ts';
import { transformer } from './course/transformer.ts';

export const course: typeof en = { frame, glossary, steps: { ...generative, ...pretrained, ...transformer, ...chat } };
