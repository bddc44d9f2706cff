import type { PrincipalComponents } from './pca.ts';
import { fillNormal, rng } from './random.ts';

/**
 * Points around one of D numbers, each exactly `radius` standard deviations away as the given principal components measure
 * it: a direction drawn evenly on the sphere of whitened coordinates, stretched by the deviation along each component.
 * Row-major [count, D]. A component without variance gives no way to go.
 */
export function samplesAround(
  centre: ArrayLike<number>,
  { components, variances }: Pick<PrincipalComponents, 'components' | 'variances'>,
  radius: number,
  count: number,
  seed: number,
): Float32Array {
  const D = centre.length;
  const used = components.map((vector, k) => ({ vector, deviation: Math.sqrt(variances[k] ?? 0) }));
  const directions = new Float32Array(Math.max(1, used.length) * count);
  fillNormal(directions, 1, rng(seed, 'latent'));
  const points = new Float32Array(count * D);
  for (let n = 0; n < count; n++) {
    const direction = directions.subarray(n * used.length, (n + 1) * used.length);
    const length = Math.hypot(...direction) || 1;
    for (let i = 0; i < D; i++) {
      let value = centre[i] ?? 0;
      used.forEach(({ vector, deviation }, k) => {
        value += ((radius * (direction[k] ?? 0)) / length) * deviation * (vector[i] ?? 0);
      });
      points[n * D + i] = value;
    }
  }
  return points;
}

/** Euclidean distance between two vectors of one length. */
export function distanceBetween(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
  return Math.sqrt(sum);
}
