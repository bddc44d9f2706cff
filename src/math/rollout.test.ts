import { expect, test } from 'vitest';
import { rolloutInSlices } from './rollout.ts';

function rollout(patterns: readonly Float32Array[], heads: number, T: number): number[] {
  const work = rolloutInSlices(patterns, heads, T);
  for (;;) {
    const { done, value } = work.next();
    if (done) return [...value];
  }
}

test('one layer is half its heads’ mean and half the token itself', () => {
  const pattern = Float32Array.from([1, 0, 0.5, 0.5, 1, 0, 1, 0]);
  expect(rollout([pattern], 2, 2)).toEqual([1, 0, 0.375, 0.625]);
});

test('the later layer stands left: it looks at what the earlier one has mixed', () => {
  const first = Float32Array.from([1, 0, 0, 1, 0, 0, 0, 0, 1]);
  const second = Float32Array.from([1, 0, 0, 0, 1, 0, 0, 1, 0]);
  // Token 2 looks at token 1, which had looked at token 0.
  expect(rollout([first, second], 1, 3).slice(6)).toEqual([0.25, 0.25, 0.5]);
  expect(rollout([second, first], 1, 3).slice(6)).toEqual([0, 0.5, 0.5]);
});

test('slices change nothing, and long texts are cut into several', () => {
  const T = 128;
  const even = Float32Array.from({ length: T * T }, (_, at) => (at % T <= Math.floor(at / T) ? 1 / (Math.floor(at / T) + 1) : 0));
  const work = rolloutInSlices([even, even], 1, T);
  let pauses = 0;
  for (;;) {
    const { done, value } = work.next();
    if (done) {
      expect(value.subarray(5 * T, 6 * T).reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 6);
      break;
    }
    pauses++;
  }
  expect(pauses).toBeGreaterThan(1);
});

test('a pattern of another size is refused', () => {
  expect(() => rollout([new Float32Array(3)], 1, 2)).toThrow('wanted 1 × 2 × 2');
});
