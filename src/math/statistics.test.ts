import { describe, expect, it } from 'vitest';
import { cosine, eachRow, histogram, largest, mean, norm, rootMeanSquare, rowOf, standardDeviation } from './statistics.ts';

describe('mean, deviation, length', () => {
  it('agree with a worked example', () => {
    const x = [2, 4, 4, 4, 5, 5, 7, 9];
    expect(mean(x)).toBe(5);
    expect(standardDeviation(x)).toBe(2);
    expect(norm([3, 4])).toBe(5);
    expect(rootMeanSquare([1, 7])).toBe(5);
  });
  it('the deviation of equal numbers is 0', () => {
    expect(standardDeviation([3, 3, 3])).toBe(0);
  });
});

describe('cosine', () => {
  it('is 1 along, 0 across and −1 against', () => {
    expect(cosine([1, 2], [2, 4])).toBeCloseTo(1, 12);
    expect(cosine([1, 0], [0, 3])).toBe(0);
    expect(cosine([1, 2], [-1, -2])).toBeCloseTo(-1, 12);
  });
  it('has no value for a vector without length', () => {
    expect(cosine([0, 0], [1, 0])).toBeNaN();
  });
  it('refuses vectors of different length', () => {
    expect(() => cosine([1], [1, 2])).toThrow('cosine: vectors of 1 and 2');
  });
});

describe('rows', () => {
  const data = Float32Array.of(1, 2, 3, 4, 5, 6);
  it('are parts of the same memory', () => {
    const row = rowOf(data, 1, 3);
    expect([...row]).toEqual([4, 5, 6]);
    expect(row.buffer).toBe(data.buffer);
    expect(() => rowOf(data, 2, 3)).toThrow('rowOf: row 2');
  });
  it('give one number each', () => {
    expect([...eachRow(data, 3, mean)]).toEqual([2, 5]);
  });
});

describe('largest', () => {
  it('ranks from the top, the earlier first at a tie, NaN last', () => {
    expect(largest([1, Number.NaN, 3, 3, -1], 4)).toEqual([2, 3, 0, 4]);
    expect(largest([Number.NEGATIVE_INFINITY, 0], 5)).toEqual([1, 0]);
  });
});

describe('histogram', () => {
  it('counts every value inside once, both ends included', () => {
    expect([...histogram([0, 0.5, 1, 1.5, 2, 2.5, Number.NaN, -1], 0, 2, 2)]).toEqual([2, 3]);
  });
  it('puts everything into the first part when the range is a point', () => {
    expect([...histogram([3, 3], 3, 3, 4)]).toEqual([2, 0, 0, 0]);
  });
});
