import { en } from './en.ts';
import type { Words } from './en.ts';
import { panels as enPanels } from './en/panels.ts';
import { zh } from './zh.ts';
import { panels as zhPanels } from './zh/panels.ts';

/** For tests: all that people read, by language. The page loads one language at a time. */
export const words: { en: Words; zh: Words } = { en: { ...en, panels: enPanels }, zh: { ...zh, panels: zhPanels } };
