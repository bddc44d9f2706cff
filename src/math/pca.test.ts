import { expect, test } from 'vitest';
import { jacobi } from './jacobi.ts';
import { principalComponents, principalComponentsInSlices } from './pca.ts';
import { fillNormal, rng } from './random.ts';

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);

function cloud(rows: number, cols: number, stretch: (i: number) => number, seed = 5): Float32Array {
  const data = new Float32Array(rows * cols);
  fillNormal(data, 1, rng(seed, 'cloud'));
  return data.map((x, i) => x * stretch(i % cols) + 3);
}

test('jacobi finds the eigenvalues of a known matrix, and vectors that the matrix only stretches', () => {
  const a = [
    [4, 1, 0],
    [1, 3, 1],
    [0, 1, 2],
  ];
  const { values, vectors } = jacobi(a);
  [3 + Math.sqrt(3), 3, 3 - Math.sqrt(3)].forEach((wanted, k) => expect(values[k]).toBeCloseTo(wanted, 12));
  const column = vectors.map((row) => row[0] ?? 0);
  a.forEach((row, i) => expect(dot(row, column)).toBeCloseTo((values[0] ?? 0) * (column[i] ?? 0), 12));
});

test('points on a line have that line as their first component, with all the variance', () => {
  const data = Float32Array.from([0, 0, 3, 4, 6, 8, -3, -4]);
  const { components, explained, coordinates, variances } = principalComponents(data, 4, 2, 2);
  expect(components[0]?.[0]).toBeCloseTo(0.6, 6);
  expect(components[0]?.[1]).toBeCloseTo(0.8, 6);
  expect(explained[0]).toBeCloseTo(1, 6);
  expect(variances[1]).toBeCloseTo(0, 6);
  [-2.5, 2.5, 7.5, -7.5].forEach((wanted, row) => expect(coordinates[row * 2]).toBeCloseTo(wanted, 5));
});

test('components are those that a full decomposition of the covariance gives', () => {
  const [rows, cols] = [120, 14];
  const data = cloud(rows, cols, (i) => 1 + 2 / (1 + i));
  const mean = Array.from(
    { length: cols },
    (_, i) => Array.from({ length: rows }, (__, r) => data[r * cols + i] ?? 0).reduce((a, b) => a + b) / rows,
  );
  const centred = (r: number, i: number): number => (data[r * cols + i] ?? 0) - (mean[i] ?? 0);
  const covariance = mean.map((_, i) =>
    mean.map((__, j) => Array.from({ length: rows }, (___, r) => centred(r, i) * centred(r, j)).reduce((a, b) => a + b) / rows),
  );
  const full = jacobi(covariance);
  const { components, variances, explained, coordinates } = principalComponents(data, rows, cols, 3);
  const total = full.values.reduce((a, b) => a + b);
  for (let k = 0; k < 3; k++) {
    expect(variances[k]).toBeCloseTo(full.values[k] ?? NaN, 9);
    expect(explained[k]).toBeCloseTo((full.values[k] ?? NaN) / total, 9);
    expect(
      Math.abs(
        dot(
          components[k] ?? [],
          full.vectors.map((row) => row[k] ?? 0),
        ),
      ),
    ).toBeCloseTo(1, 8);
    const along = Array.from({ length: rows }, (_, r) => coordinates[r * 3 + k] ?? 0);
    expect(dot(along, along) / rows).toBeCloseTo(variances[k] ?? NaN, 4);
  }
});

test('a nearly round cloud of 96 dimensions converges too', () => {
  const data = cloud(400, 96, () => 1);
  const { components, variances } = principalComponents(data, 400, 96, 2);
  expect(dot(components[0] ?? [], components[1] ?? [])).toBeCloseTo(0, 9);
  const moved = principalComponents(data, 400, 96, 2, components);
  expect(moved.variances[0]).toBeCloseTo(variances[0] ?? NaN, 6);
});

test('signs do not flip from frame to frame, whichever way the earlier component points', () => {
  const data = cloud(80, 6, (i) => 3 - i / 3);
  const first = principalComponents(data, 80, 6);
  expect(Math.max(...(first.components[0] ?? []))).toBeGreaterThan(-Math.min(...(first.components[0] ?? [])));
  const turned = first.components.map((component) => component.map((x) => -x));
  const next = principalComponents(
    data.map((x, i) => x + 0.01 * Math.sin(i)),
    80,
    6,
    2,
    turned,
  );
  next.components.forEach((component, k) => expect(dot(component, turned[k] ?? [])).toBeGreaterThan(0.99));
});

test('points that are all the same have no variance and no NaN', () => {
  const { explained, coordinates } = principalComponents(new Float32Array(30).fill(2), 10, 3);
  expect([...explained]).toEqual([0, 0]);
  expect([...coordinates].every((x) => x === 0)).toBe(true);
});

test('in slices it pauses at least once per few million multiplications and gives the same', () => {
  const data = cloud(600, 128, (i) => 1 + 4 / (1 + i));
  const work = principalComponentsInSlices(data, 600, 128);
  let pauses = 0;
  let step = work.next();
  while (!step.done) {
    pauses++;
    step = work.next();
  }
  expect(pauses).toBeGreaterThanOrEqual(4);
  expect(step.value.coordinates).toEqual(principalComponents(data, 600, 128).coordinates);
});

test('what does not fit is refused with both numbers', () => {
  expect(() => principalComponents(new Float32Array(5), 2, 3)).toThrow('wanted 2 × 3');
});
