import type { course as en } from '../en/course.ts';
import { frame } from './course/frame.ts';
import { generative } from './course/generative.ts';
import { glossary } from './course/glossary.ts';

export const course: typeof en = { frame, glossary, steps: { ...generative } };
