import type { Lut } from './palette.ts';
import { lutIndex } from './scale.ts';
import type { ColourScale } from './scale.ts';

/** Where the cells of a matrix lie in a flat array: element (r, c) at `offset + r·rowStride + c·colStride`. */
export type MatrixView = { offset: number; rows: number; cols: number; rowStride: number; colStride: number };

/**
 * Colours each cell of a matrix as one RGBA pixel, row by row; transparent for NaN, −∞ and what lies outside the data.
 * `target` has at least rows × cols entries and is returned.
 */
export function paintMatrix(
  data: ArrayLike<number>,
  { offset, rows, cols, rowStride, colStride }: MatrixView,
  scale: ColourScale,
  lut: Lut,
  target: Uint32Array<ArrayBuffer> = new Uint32Array(rows * cols),
): Uint32Array<ArrayBuffer> {
  if (target.length < rows * cols) {
    throw new Error(`paintMatrix: target of ${target.length} pixels, wanted ${rows} × ${cols}`);
  }
  let pixel = 0;
  for (let row = 0; row < rows; row++) {
    let index = offset + row * rowStride;
    for (let col = 0; col < cols; col++, index += colStride) {
      const entry = lutIndex(data[index] ?? NaN, scale);
      target[pixel++] = entry < 0 ? 0 : (lut[entry] ?? 0);
    }
  }
  return target;
}
