import { expect, test } from 'vitest';
import { principalComponents } from './pca.ts';
import { projectOn } from './projection.ts';
import { fillNormal, rng } from './random.ts';

test('the vectors that the components were found for lie where the components put them', () => {
  const data = new Float32Array(30 * 8);
  fillNormal(data, 1, rng(2, 'points'));
  const pca = principalComponents(data, 30, 8);
  projectOn(pca, data, 30, 8).forEach((value, at) => expect(value).toBeCloseTo(pca.coordinates[at] ?? Number.NaN, 5));
  const moved = data.map((value, at) => value + 2 * (pca.components[0]?.[at % 8] ?? 0));
  const points = projectOn(pca, moved, 30, 8);
  expect((points[0] ?? 0) - (pca.coordinates[0] ?? 0)).toBeCloseTo(2, 4);
  expect((points[1] ?? 0) - (pca.coordinates[1] ?? 0)).toBeCloseTo(0, 4);
});

test('another number of dimensions is refused', () => {
  const pca = principalComponents([1, 2, 3, 4, 5, 7], 3, 2);
  expect(() => projectOn(pca, [1, 2, 3], 1, 3)).toThrow('1 × 3');
});
