import { en } from './en.ts';
import { zh } from './zh.ts';

/** For tests: all that people read, by language. The page loads one language at a time. */
export const words = { en, zh } as const;
