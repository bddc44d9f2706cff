import { expect, test } from 'vitest';
import { learnable } from './talk.ts';
import type { Exchange } from './talk.ts';

const exchange = (says: string, more: Partial<Exchange> = {}): Exchange => ({
  key: 0,
  says,
  reply: ` ${says}!`,
  tokens: 9,
  fallen: 0,
  approved: false,
  corrected: null,
  ...more,
});

test('what is learnt from a talk is what was approved or corrected, those in a row together, and nothing else', () => {
  const talk = [
    exchange('a', { approved: true }),
    exchange('b', { corrected: ' better' }),
    exchange('c'),
    exchange('d', { approved: true }),
  ];
  expect(learnable(talk)).toEqual([
    [
      { says: 'a', reply: ' a!' },
      { says: 'b', reply: ' better' },
    ],
    [{ says: 'd', reply: ' d!' }],
  ]);
  expect(learnable([exchange('a')])).toEqual([]);
});
