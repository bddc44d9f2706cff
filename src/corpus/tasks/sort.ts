import { between, forever } from './task.ts';
import type { Task } from './task.ts';

const example = { prompt: '7 2 9 2 >', answer: ' 2 2 7 9' };

/** A row of digits, in rising order. */
export const sort: Task = {
  id: 'sort',
  measure: 'exactMatch',
  example: { en: example, zh: example },
  count: 6000,
  generate: ({ uniform }) =>
    forever(() => {
      const row = Array.from({ length: between(uniform, 3, 6) }, () => between(uniform, 0, 9));
      return { prompt: `${row.join(' ')} >`, answer: ` ${row.toSorted((a, b) => a - b).join(' ')}` };
    }),
};
