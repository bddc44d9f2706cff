import { fields } from './zh/fields.ts';
import { keeping } from './zh/keeping.ts';
import { learns } from './zh/learns.ts';
import { problems } from './zh/problems.ts';
import { shell } from './zh/shell.ts';
import { view } from './zh/view.ts';
import { flow } from './zh/panels/flow.ts';
import { titles } from './zh/titles.ts';
import type { FirstWords } from './en.ts';

export const zh: FirstWords = {
  fields,
  keeping,
  learns,
  problems,
  shell,
  view,
  titles,
  panels: { flow },
};
