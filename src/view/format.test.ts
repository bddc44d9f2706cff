import { describe, expect, it } from 'vitest';
import { formatCount, formatNumber, formatShare, formatTick } from './format.ts';

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [1, '1.000'],
    [1.23456, '1.235'],
    [12.3456, '12.35'],
    [-123.456, '−123.5'],
    [12345.6, '12346'],
    [0.5, '0.500'],
    [-0.01234, '−0.0123'],
    [0.0012345, '0.00123'],
    [0.99996, '1.000'],
    [9.99996, '10.00'],
    [0.0001234, '1.2e−4'],
    [-1234567, '−1.2e6'],
    [Number.NEGATIVE_INFINITY, '−∞'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NaN, 'NaN'],
  ])('writes %d as %s', (x, text) => {
    expect(formatNumber(x)).toBe(text);
  });

  it('never uses a hyphen for a minus', () => {
    for (const x of [-5, -0.5, -5e-7, -5e9]) expect(formatNumber(x)).not.toContain('-');
  });
});

describe('formatShare', () => {
  it('keeps one width for everything from 0 to 1', () => {
    for (const x of [0, 0.0004, 0.001, 0.1, 0.5, 0.99999, 1]) expect(formatShare(x).replace('<', '').length).toBe(5);
  });
  it('does not write a small share as nothing', () => {
    expect(formatShare(1e-6)).toBe('<0.001');
  });
});

describe('formatCount and formatTick', () => {
  it('groups thousands with a narrow space', () => {
    expect(formatCount(1234567)).toBe('1\u202f234\u202f567');
    expect(formatCount(-1240)).toBe('−1\u202f240');
    expect(formatCount(999)).toBe('999');
  });
  it('writes ticks without noise digits', () => {
    expect([0, 0.1 + 0.2, -2.5, 1000, 20000, 1e-5].map(formatTick)).toEqual(['0', '0.3', '−2.5', '1000', '20k', '1e−5']);
  });
});
