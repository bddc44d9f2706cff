import { between, forever } from './task.ts';
import type { Task } from './task.ts';

const example = { prompt: '37 + 48 =', answer: ' 85' };
const LARGEST = 49;

/** The sum of two numbers below fifty. */
export const addition: Task = {
  id: 'addition',
  measure: 'exactMatch',
  example: { en: example, zh: example },
  count: 1800,
  generate: ({ uniform }) =>
    forever(() => {
      const [a, b] = [between(uniform, 0, LARGEST), between(uniform, 0, LARGEST)];
      return { prompt: `${a} + ${b} =`, answer: ` ${a + b}` };
    }),
};
