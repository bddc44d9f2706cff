import { fields } from './en/fields.ts';
import { keeping } from './en/keeping.ts';
import { learns } from './en/learns.ts';
import { problems } from './en/problems.ts';
import { shell } from './en/shell.ts';
import { view } from './en/view.ts';
import { flow } from './en/panels/flow.ts';
import type { panels } from './en/panels.ts';
import { titles } from './en/titles.ts';

export const en = {
  fields,
  keeping,
  learns,
  problems,
  shell,
  view,
  titles,
  panels: { flow },
};

/** What the page begins with: all but the words of the panels below the first. */
export type FirstWords = typeof en;
/** Every sentence and word that people read: what a language must hold. */
export type Words = Omit<FirstWords, 'panels'> & { panels: typeof panels };
