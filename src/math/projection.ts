import type { PrincipalComponents } from './pca.ts';

/**
 * Where N vectors of D numbers (row-major) lie on the first two of given principal components, [N, 2]: what was found
 * for one set of vectors, as a plane for another (the same tokens at an earlier step).
 */
export function projectOn(
  { mean, components }: Pick<PrincipalComponents, 'mean' | 'components'>,
  data: ArrayLike<number>,
  rows: number,
  cols: number,
): Float32Array {
  if (data.length !== rows * cols || mean.length !== cols) {
    throw new Error(`projectOn: ${data.length} numbers for ${rows} × ${cols} on components of ${mean.length} dimensions`);
  }
  const points = new Float32Array(2 * rows);
  for (let row = 0; row < rows; row++) {
    for (let axis = 0; axis < 2; axis++) {
      const component = components[axis] ?? mean;
      let sum = 0;
      for (let i = 0; i < cols; i++) sum += ((data[row * cols + i] ?? 0) - (mean[i] ?? 0)) * (component[i] ?? 0);
      points[2 * row + axis] = sum;
    }
  }
  return points;
}
