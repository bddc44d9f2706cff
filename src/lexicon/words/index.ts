import { en } from './en.ts';
import { zh } from './zh.ts';

/** All that people read, by language; a missing key does not compile. */
export const words = { en, zh } as const;
export type Language = keyof typeof words;
