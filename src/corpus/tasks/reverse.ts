import { LETTERS } from './letters.ts';
import { between, forever, pick } from './task.ts';
import type { Task } from './task.ts';

const example = { prompt: 'k d a m <', answer: ' m a d k' };

/** A row of letters, from behind. */
export const reverse: Task = {
  id: 'reverse',
  measure: 'exactMatch',
  example: { en: example, zh: example },
  count: 6000,
  generate: ({ uniform }) =>
    forever(() => {
      const row = Array.from({ length: between(uniform, 3, 6) }, () => pick(uniform, LETTERS));
      return { prompt: `${row.join(' ')} <`, answer: ` ${row.toReversed().join(' ')}` };
    }),
};
