import { describe, expect, it } from 'vitest';
import { besideLabelYs, extentOf, guideLabelYs, makeScale } from './LineChart.scales.ts';

describe('guideLabelYs', () => {
  it('puts a label above its line, and below it where the label over it or the top is too near', () => {
    expect(guideLabelYs([20, 100])).toEqual([16, 96]);
    expect(guideLabelYs([100, 108])).toEqual([96, 120]);
    expect(guideLabelYs([108, 100])).toEqual([120, 96]);
    expect(guideLabelYs([3])).toEqual([15]);
  });
});

describe('besideLabelYs', () => {
  it('puts a label level with its line, clear of the others and within the plot', () => {
    expect(besideLabelYs([20, 60], 100)).toEqual([24, 64]);
    expect(besideLabelYs([60, 62, 20], 100)).toEqual([64, 77, 24]);
    expect(besideLabelYs([99, 100], 100)).toEqual([91, 104]);
  });
});

describe('makeScale', () => {
  it('gives a single value room to both sides', () => {
    const scale = makeScale('linear', [3, 3], [0, 100], false);
    expect(scale(3)).toBe(50);
    expect(makeScale('log', [3, 3], [0, 100], false)(3)).toBeCloseTo(50);
  });
  it('has some domain where there is none', () => {
    expect(makeScale('linear', null, [0, 1], false).domain()).toEqual([0, 1]);
    expect(makeScale('log', [0, 10], [0, 1], false).domain()[0]).toBeGreaterThan(0);
  });
});

describe('extentOf', () => {
  it('spans all columns that hold a number', () => {
    expect(extentOf([[1, 2], [], [Number.NaN, 5]], 'linear')).toEqual([1, 5]);
    expect(extentOf([[-1, 0]], 'log')).toBeNull();
  });
});
