import { describe, expect, it } from 'vitest';
import { decimate, finiteExtent, nearestIndex } from './LineChart.decimate.ts';

describe('decimate', () => {
  const count = 10_000;
  const x = Float64Array.from({ length: count }, (_, index) => index);
  const y = Float32Array.from({ length: count }, (_, index) => Math.sin(index / 300));

  it('keeps few points but every lone spike, up and down', () => {
    const spiky = y.slice();
    spiky[4321] = 50;
    spiky[7777] = -50;
    const kept = decimate(x, spiky, 200);
    expect(kept.length).toBeLessThanOrEqual(5 * 201);
    expect(kept).toContain(4321);
    expect(kept).toContain(7777);
    expect(kept[0]).toBe(0);
    expect(kept.at(-1)).toBe(count - 1);
  });
  it('answers in ascending order without repeats', () => {
    const kept = decimate(x, y, 50);
    expect(kept.every((index, at) => at === 0 || index > (kept[at - 1] ?? 0))).toBe(true);
  });
  it('keeps a gap a gap', () => {
    const gappy = y.slice();
    gappy[5000] = Number.NaN;
    expect(decimate(x, gappy, 100)).toContain(5000);
  });
  it('leaves short curves alone', () => {
    expect(decimate([1, 2, 3], [1, 2, 3], 100)).toEqual([0, 1, 2]);
    expect(decimate([], [], 100)).toEqual([]);
  });
  it('survives a curve whose x never moves', () => {
    expect(decimate(new Float64Array(1000), y.subarray(0, 1000), 10).length).toBeLessThanOrEqual(5);
  });
});

describe('nearestIndex', () => {
  it('finds the nearest point, the earlier one at a tie', () => {
    expect([-5, 0, 4, 5, 6, 11, 99].map((at) => nearestIndex([0, 10, 12], at))).toEqual([0, 0, 0, 0, 1, 1, 2]);
    expect(nearestIndex([], 1)).toBe(-1);
  });
});

describe('finiteExtent', () => {
  it('looks past what is not finite, and past what a logarithm has no place for', () => {
    expect(finiteExtent([Number.NaN, 3, Number.POSITIVE_INFINITY, -2])).toEqual([-2, 3]);
    expect(finiteExtent([-2, 0, 3, 5], true)).toEqual([3, 5]);
    expect(finiteExtent([Number.NaN])).toBeNull();
  });
});
