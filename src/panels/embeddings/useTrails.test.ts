import { expect, test } from 'vitest';
import { stepsOfTrail } from './useTrails.ts';

test('a trail takes the kept steps before now, evenly thinned from the first on', () => {
  expect(stepsOfTrail(Float64Array.from([0, 5, 10, 20]), 20)).toEqual([0, 5, 10]);
  expect(
    stepsOfTrail(
      Float64Array.from({ length: 100 }, (_, i) => i),
      100,
      4,
    ),
  ).toEqual([0, 25, 50, 75]);
  expect(stepsOfTrail([], 3)).toEqual([]);
});
