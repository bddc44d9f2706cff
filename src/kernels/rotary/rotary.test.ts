import { describe, expect, it } from 'vitest';
import { rotaryTable } from './rotary.wgsl.ts';

describe('rotaryTable', () => {
  it('holds the cosine and sine of t·base^(−2k/K) for each position t and pair k, and turns nothing in the padding', () => {
    const [T, K, padded] = [9, 6, 8];
    const table = rotaryTable(T, K, padded, 10000);
    for (let t = 0; t < T; t++) {
      for (let pair = 0; pair < padded / 2; pair++) {
        const angle = pair < K / 2 ? t / 10000 ** ((2 * pair) / K) : 0;
        expect(table[t * padded + 2 * pair]).toBeCloseTo(Math.cos(angle), 6);
        expect(table[t * padded + 2 * pair + 1]).toBeCloseTo(Math.sin(angle), 6);
      }
    }
  });
});
