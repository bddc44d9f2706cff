import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rng } from './random.ts';
import { verbatimIn } from './verbatim.ts';

/** Every stretch tried, the longest first. */
function brute(text: string, within: string): number[] {
  return Array.from(text, (_, i) => {
    for (let length = i + 1; length > 0; length--) if (within.includes(text.slice(i + 1 - length, i + 1))) return length;
    return 0;
  });
}

const few = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 40 });
const many = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '象', '\n'), maxLength: 120 });

test('the stretch up to each end is the longest that brute force finds, and its place holds it', () => {
  fc.assert(
    fc.property(few, many, (text, within) => {
      const { lengths, places } = verbatimIn(text, within);
      expect(Array.from(lengths)).toEqual(brute(text, within));
      lengths.forEach((length, i) => {
        if (length === 0) expect(places[i]).toBe(-1);
        else expect(within.slice(places[i], (places[i] ?? 0) + length)).toBe(text.slice(i + 1 - length, i + 1));
      });
    }),
    { numRuns: 400 },
  );
});

test('nothing is found behind the end of what may be looked through', () => {
  const { lengths, places } = verbatimIn('abcd', 'abxcdabcd', 5);
  expect([Array.from(lengths), Array.from(places)]).toEqual([
    [1, 2, 1, 2],
    [0, 0, 3, 3],
  ]);
});

test('a text of two million characters is read once, and a long copy in it is found whole', () => {
  const draw = rng(3, 'test');
  const long = Array.from({ length: 2_000_000 }, () => String.fromCharCode(97 + Math.floor(draw() * 20))).join('');
  const copy = long.slice(1_500_000, 1_500_900);
  const { lengths, places } = verbatimIn(`${copy}#${copy}`, long);
  expect([lengths[899], places[899], lengths[900]]).toEqual([900, 1_500_000, 0]);
  expect([lengths.at(-1), places.at(-1)]).toEqual([900, 1_500_000]);
});
