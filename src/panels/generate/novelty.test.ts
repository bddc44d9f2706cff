import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copiedSpans, noveltyOf } from './novelty.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 24 });

/** The longest run up to each end, by trying all. */
function lengthsOf(text: string, within: string): Int32Array {
  return Int32Array.from(text, (_, end) => {
    for (let length = end + 1; length > 0; length--) if (within.includes(text.slice(end + 1 - length, end + 1))) return length;
    return 0;
  });
}

test('novelty is the share that counting every run of n by hand gives', () => {
  fc.assert(
    fc.property(word, word, fc.integer({ min: 1, max: 5 }), (text, within, n) => {
      const runs = Array.from({ length: Math.max(0, text.length - n + 1) }, (_, i) => text.slice(i, i + n));
      const fresh = runs.filter((run) => !within.includes(run)).length;
      expect(noveltyOf(lengthsOf(text, within), n)).toEqual({ all: runs.length, fresh });
    }),
  );
});

test('the spans are exactly the copies that cannot be made longer on either side', () => {
  fc.assert(
    fc.property(word, word, fc.integer({ min: 1, max: 4 }), (text, within, least) => {
      const lengths = lengthsOf(text, within);
      const wanted: [number, number][] = [];
      const copied = (from: number, to: number): boolean =>
        from >= 0 && to <= text.length && within.includes(text.slice(from, to));
      for (let from = 0; from < text.length; from++) {
        for (let to = from + least; to <= text.length; to++) {
          if (copied(from, to) && !copied(from - 1, to) && !copied(from, to + 1)) wanted.push([from, to]);
        }
      }
      const spans = copiedSpans({ lengths, places: new Int32Array(text.length) }, least);
      expect(spans.map(({ from, to }) => [from, to])).toEqual(wanted);
    }),
  );
});
