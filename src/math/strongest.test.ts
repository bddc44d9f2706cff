import fc from 'fast-check';
import { expect, test } from 'vitest';
import { largest } from './statistics.ts';
import { strongest } from './strongest.ts';

test('the strongest are the front of all sorted, the earlier of equals first', () => {
  const values = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 60 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 12 }), (given, count) => {
      expect(strongest(given, count)).toEqual(largest(given, count));
    }),
  );
});

test('what is no number is no place', () => {
  expect(strongest([Number.NaN, 1, Number.NaN, 2], 5)).toEqual([3, 1]);
});
