import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scanWindows, windowOf } from './scanWindows.ts';

test('every token counts in exactly one stretch, and later ones have half a context before them', () => {
  const sizes = fc.record({ tokens: fc.integer({ min: 1, max: 400 }), context: fc.integer({ min: 1, max: 64 }) });
  fc.assert(
    fc.property(sizes, ({ tokens, context }) => {
      const windows = scanWindows(tokens, context);
      const length = Math.min(tokens, context);
      let next = 0;
      for (const { start, from, to } of windows) {
        expect(from).toBe(next);
        expect([to - start, start >= 0, to <= tokens]).toEqual([length, true, true]);
        if (start > 0) expect(from - start).toBeGreaterThanOrEqual(Math.min(length - 1, Math.floor(length / 2)));
        next = to;
      }
      expect(next).toBe(tokens);
      const index = Math.floor(tokens / 2);
      const { from, to } = windowOf(index, tokens, context);
      expect(from <= index && index < to).toBe(true);
    }),
  );
});

test('a text shorter than the context is one stretch', () => {
  expect(scanWindows(5, 32)).toEqual([{ start: 0, from: 0, to: 5 }]);
  expect(() => windowOf(5, 5, 32)).toThrow('token 5');
});
