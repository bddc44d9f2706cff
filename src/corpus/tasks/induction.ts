import { LETTERS } from './letters.ts';
import { between, forever, pickSome } from './task.ts';
import type { Task } from './task.ts';

const example = { prompt: 'k d a m | k', answer: ' d a m' };

/**
 * A row of letters that comes twice (A B … A B): after a letter seen before follows what followed it then. The rows
 * differ in length, so no fixed distance helps; the heads that look at the token after an earlier occurrence are
 * known as induction heads (Olsson et al. 2022).
 */
export const induction: Task = {
  id: 'induction',
  measure: 'exactMatch',
  example: { en: example, zh: example },
  count: 6000,
  generate: ({ uniform }) =>
    forever(() => {
      const row = pickSome(uniform, LETTERS, between(uniform, 3, 7));
      return { prompt: `${row.join(' ')} | ${row[0] ?? ''}`, answer: ` ${row.slice(1).join(' ')}` };
    }),
};
