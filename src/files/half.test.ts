import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHalf, toHalf } from './half.ts';

test('every binary16 survives the way to a number and back', () => {
  for (let bits = 0; bits < 0x10000; bits++) {
    const value = fromHalf(bits);
    if (Number.isNaN(value)) expect(Number.isNaN(fromHalf(toHalf(value)))).toBe(true);
    else expect(toHalf(value)).toBe(bits);
  }
});

test('a number goes to a nearest binary16', () => {
  fc.assert(
    fc.property(fc.float({ min: -65000, max: 65000, noNaN: true }), (value) => {
      const bits = toHalf(value);
      const gap = Math.abs(fromHalf(bits) - value);
      for (const neighbour of [bits - 1, bits + 1]) {
        const other = fromHalf(neighbour & 0xffff);
        if (Number.isFinite(other)) expect(gap).toBeLessThanOrEqual(Math.abs(other - value));
      }
    }),
  );
});
