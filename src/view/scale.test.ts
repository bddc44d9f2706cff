import { expect, test } from 'vitest';
import { DIVERGING_SIZE, SEQUENTIAL_SIZE, diverging, sequential } from './palette.ts';
import { paintMatrix } from './paintMatrix.ts';
import { autoDiverging, autoSequential, autoShares, calmer, lutIndex, roundUp125, scaleEnd, shareReach } from './scale.ts';

const PALETTE = { neg: '#1a7f8e', zero: '#f5f3ee', pos: '#d97a1f', p0: '#faf9f6', p1: '#4a2a86' };
const pixel = (hex: string): number => {
  const [r, g, b] = [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
  return new Uint32Array(new Uint8Array([r ?? 0, g ?? 0, b ?? 0, 255]).buffer)[0] ?? 0;
};

test('limits are rounded up to 1, 2 or 5 times a power of ten', () => {
  expect([0.9, 1, 1.2, 2.4, 7, 0.013, 3e-7].map(roundUp125)).toEqual([1, 1, 2, 5, 10, 0.02, 5e-7]);
  expect([0, -1, NaN, Infinity].map(roundUp125)).toEqual([1, 1, 1, 1]);
});

test('an automatic diverging scale covers the bulk of the magnitudes, not the outlier', () => {
  const data = Float32Array.from({ length: 2000 }, (_, i) => (i === 7 ? 1000 : Math.sin(i)));
  expect(autoDiverging(data)).toEqual({ kind: 'diverging', limit: 1, auto: true });
  expect(autoSequential([0, 0.31, -Infinity, NaN])).toEqual({ kind: 'sequential', max: 0.5, auto: true });
});

test.each([8, 24, 256])(
  'shares that are all alike stay pale, and a row that gives nearly all to one takes the whole ramp (T = %d)',
  (T) => {
    const rows = (row: (query: number) => number[]) => Array.from({ length: T }, (_, query) => shareReach(row(query)));
    const alike = autoShares(rows(() => Array.from({ length: T }, () => 1 / T)));
    expect(1 / T / scaleEnd(alike)).toBeLessThanOrEqual(0.25);
    const causal = autoShares(rows((query) => Array.from({ length: T }, (_, key) => (key > query ? 0 : 1 / (query + 1)))));
    expect(2 / T / scaleEnd(causal)).toBeLessThanOrEqual(0.25);
    const sharp = autoShares(rows(() => [0.97, ...Array.from({ length: T - 1 }, () => 0.03 / (T - 1))]));
    expect([alike.auto, scaleEnd(sharp)]).toEqual([true, 1]);
  },
);

test('a calm scale stays until exceeded or left far below, and a fixed one is taken as it is', () => {
  const scale = (limit: number, auto = true) => ({ kind: 'diverging', limit, auto }) as const;
  expect(calmer(scale(2), scale(1))).toEqual(scale(2));
  expect(calmer(scale(2), scale(5))).toEqual(scale(5));
  expect(calmer(scale(2), scale(0.2))).toEqual(scale(0.2));
  expect(calmer(scale(2), scale(1, false))).toEqual(scale(1, false));
  expect(calmer(null, scale(1))).toEqual(scale(1));
});

test('zero takes the middle of a diverging ramp exactly, and the ends take the ends', () => {
  const scale = { kind: 'diverging', limit: 2, auto: true } as const;
  expect([-9, -2, 0, 2, 9].map((v) => lutIndex(v, scale))).toEqual([0, 0, 255, 510, 510]);
  expect([NaN, -Infinity, Infinity].map((v) => lutIndex(v, scale))).toEqual([-1, -1, 510]);
  const lut = diverging(PALETTE);
  expect(lut.length).toBe(DIVERGING_SIZE);
  expect([lut[0], lut[255], lut[510]]).toEqual([pixel('#1a7f8e'), pixel('#f5f3ee'), pixel('#d97a1f')]);
});

test('a sequential ramp runs from nothing to the most', () => {
  const lut = sequential(PALETTE);
  expect([lut[0], lut[SEQUENTIAL_SIZE - 1]]).toEqual([pixel('#faf9f6'), pixel('#4a2a86')]);
  expect([-1, 0, 0.25, 0.5, 2].map((v) => lutIndex(v, { kind: 'sequential', max: 0.5, auto: false }))).toEqual([
    0, 0, 128, 255, 255,
  ]);
});

test('painting follows offset and strides, and leaves NaN, −∞ and what is missing transparent', () => {
  const scale = { kind: 'sequential', max: 1, auto: false } as const;
  const lut = Uint32Array.from({ length: SEQUENTIAL_SIZE }, (_, i) => i + 1);
  const data = [9, 0, 1, NaN, -Infinity, 1, 0];
  const transposed = { offset: 1, rows: 3, cols: 2, rowStride: 1, colStride: 3 };
  expect([...paintMatrix(data, transposed, scale, lut)]).toEqual([1, 0, 256, 256, 0, 1]);
  expect([...paintMatrix([1], { offset: 0, rows: 1, cols: 2, rowStride: 2, colStride: 1 }, scale, lut)]).toEqual([256, 0]);
  expect(() => paintMatrix(data, transposed, scale, lut, new Uint32Array(5))).toThrow('wanted 3 × 2');
});
