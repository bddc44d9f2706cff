import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rotaryTables, sinusoidTable } from './positionTables.ts';

describe('sinusoidTable', () => {
  it('pairs sine and cosine of one angle: their squares sum to 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 24 }), (T, half) => {
        const D = 2 * half;
        const table = sinusoidTable(T, D);
        for (let i = 0; i < T * D; i += 2) expect((table[i] ?? 0) ** 2 + (table[i + 1] ?? 0) ** 2).toBeCloseTo(1, 5);
      }),
    );
  });

  it('has position 3 at dimensions 0, 1 and the odd last one as the formula says', () => {
    const D = 5;
    const row = sinusoidTable(4, D).subarray(3 * D);
    expect(row[0]).toBeCloseTo(Math.sin(3), 6);
    expect(row[1]).toBeCloseTo(Math.cos(3), 6);
    expect(row[4]).toBeCloseTo(Math.sin(3 / 10000 ** (4 / 5)), 6);
  });
});

describe('rotaryTables', () => {
  it('turns the first pair by one radian a position and position 0 not at all', () => {
    const { cos, sin } = rotaryTables(3, 4, 10000);
    expect([...cos.subarray(0, 2), ...sin.subarray(0, 2)]).toEqual([1, 1, 0, 0]);
    expect(cos[4]).toBeCloseTo(Math.cos(2), 6);
    expect(sin[5]).toBeCloseTo(Math.sin(2 / 100), 6);
  });
});
