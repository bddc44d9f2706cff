import { LETTERS } from './letters.ts';
import { between, forever, pickSome } from './task.ts';
import type { Task } from './task.ts';

const example = { prompt: 'k d a m =', answer: ' k d a m' };

/** A row of letters, again. */
export const copy: Task = {
  id: 'copy',
  measure: 'exactMatch',
  example: { en: example, zh: example },
  count: 6000,
  generate: ({ uniform }) =>
    forever(() => {
      const row = pickSome(uniform, LETTERS, between(uniform, 3, 6)).join(' ');
      return { prompt: `${row} =`, answer: ` ${row}` };
    }),
};
