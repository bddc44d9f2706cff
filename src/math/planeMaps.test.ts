import { expect, test } from 'vitest';
import { PLANE_MAPS, neighboursOf } from './planeMapKinds.ts';
import type { PlaneMapKind } from './planeMapKinds.ts';
import { planeMap } from './planeMaps.ts';
import { fillNormal, rng } from './random.ts';

const [GROUPS, EACH, D] = [3, 20, 16];

/** Three clouds far apart in 16 dimensions, one after the other. */
function clouds(): Float32Array {
  const data = new Float32Array(GROUPS * EACH * D);
  fillNormal(data, 0.3, rng(3, 'clouds'));
  for (let row = 0; row < GROUPS * EACH; row++) {
    const at = row * D + Math.floor(row / EACH);
    data[at] = (data[at] ?? 0) + 6;
  }
  return data;
}

function run(kind: PlaneMapKind, data: Float32Array, seed: number): { points: Float32Array; fractions: number[] } {
  const work = planeMap(kind, data, data.length / D, D, seed);
  const fractions: number[] = [];
  for (;;) {
    const { done, value } = work.next();
    if (done) return { points: value, fractions };
    fractions.push(value.fraction);
  }
}

for (const kind of PLANE_MAPS) {
  test(`${kind} keeps clouds that are far apart in many dimensions apart on the plane`, () => {
    const { points, fractions } = run(kind, clouds(), 1);
    const distance = (a: number, b: number): number =>
      Math.hypot((points[2 * a] ?? 0) - (points[2 * b] ?? 0), (points[2 * a + 1] ?? 0) - (points[2 * b + 1] ?? 0));
    for (let row = 0; row < GROUPS * EACH; row++) {
      const others = Array.from({ length: GROUPS * EACH }, (_, other) => other).filter((other) => other !== row);
      const nearest = others.toSorted((a, b) => distance(row, a) - distance(row, b)).slice(0, 5);
      expect(nearest.filter((other) => Math.floor(other / EACH) === Math.floor(row / EACH)).length).toBe(5);
    }
    expect(fractions.at(-1)).toBe(1);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(points.reduce((sum, one) => sum + one, 0)).toBeCloseTo(0, 2);
  });

  test(`${kind} gives the same map from the same seed, and another from another`, () => {
    const first = run(kind, clouds(), 5).points;
    expect(run(kind, clouds(), 5).points).toEqual(first);
    expect(run(kind, clouds(), 6).points).not.toEqual(first);
  });
}

test('few points ask for few neighbours, and too few are refused', () => {
  expect(neighboursOf('tsne', 500)).toBe(30);
  expect(neighboursOf('umap', 500)).toBe(15);
  expect(neighboursOf('tsne', 10)).toBe(3);
  expect(() => planeMap('umap', new Float32Array(8), 2, 4, 1).next()).toThrow('at least 5');
});
