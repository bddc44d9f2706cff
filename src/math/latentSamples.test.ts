import { expect, test } from 'vitest';
import { distanceBetween, samplesAround } from './latentSamples.ts';
import { principalComponents } from './pca.ts';
import { fillNormal, rng } from './random.ts';

const [N, D, K] = [200, 12, 5];
const cloud = new Float32Array(N * D);
fillNormal(cloud, 1, rng(1, 'cloud'));
for (let i = 0; i < cloud.length; i++) cloud[i] = (cloud[i] ?? 0) * (1 + (i % D));
const pca = principalComponents(cloud, N, D, K);
const centre = cloud.subarray(3 * D, 4 * D);

test('every sample is exactly the radius away, in standard deviations along the components', () => {
  const points = samplesAround(centre, pca, 1.5, 20, 9);
  for (let n = 0; n < 20; n++) {
    const offset = Float64Array.from({ length: D }, (_, i) => (points[n * D + i] ?? 0) - (centre[i] ?? 0));
    const whitened = pca.components.map(
      (vector, k) => vector.reduce((sum, value, i) => sum + value * (offset[i] ?? 0), 0) / Math.sqrt(pca.variances[k] ?? 1),
    );
    expect(Math.hypot(...whitened)).toBeCloseTo(1.5, 4);
  }
});

test('the same seed gives the same points, another one others, and radius 0 the centre', () => {
  expect(samplesAround(centre, pca, 1, 3, 4)).toEqual(samplesAround(centre, pca, 1, 3, 4));
  expect(samplesAround(centre, pca, 1, 3, 4)).not.toEqual(samplesAround(centre, pca, 1, 3, 5));
  expect(samplesAround(centre, pca, 0, 1, 4)).toEqual(centre);
});

test('distance is Euclid’s', () => {
  expect(distanceBetween([0, 3], [4, 0])).toBe(5);
});
