import { align4 } from '../../vector/assembly/vector';

/**
 * Dropout (Srivastava et al. 2014, inverted): an element is kept when a hash of the site's key and
 * its flat index reaches the threshold, and then scaled by 1/(1−p). The hash is `dropoutKeeps` of
 * the program's random streams, four indices at a time, so that every path draws the same mask.
 */

/** All ones in the lanes whose element, `index` … `index + 3`, is kept. */
@inline
function keptLanes(key: u32, index: u32, threshold: v128): v128 {
  const indices = i32x4.add(i32x4.splat(index), i32x4(1, 2, 3, 4));
  let x = v128.xor(i32x4.mul(indices, i32x4.splat(0x9e3779b9)), i32x4.splat(key));
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 16)), i32x4.splat(0x21f0aaad));
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 15)), i32x4.splat(0x735a2d97));
  return i32x4.ge_u(v128.xor(x, i32x4.shr_u(x, 15)), threshold);
}

/**
 * y = dropped x over the first `width` elements of rows; the flat index of a row's first element is
 * `first` and grows by `axis`, the length of the tensor's last axis, from row to row. Strides of
 * memory in floats, multiples of four. y may be x.
 */
export function dropRows(x: usize, xStride: i32, y: usize, yStride: i32, rows: i32, width: i32, axis: i32, key: u32, first: u32, threshold: u32, scale: f32): void {
  const bytes = <usize>align4(width) << 2;
  const thresholds = i32x4.splat(threshold);
  const scales = f32x4.splat(scale);
  for (let r: i32 = 0; r < rows; r++) {
    let index = first;
    for (let o: usize = 0; o < bytes; o += 16) {
      v128.store(y + o, v128.and(f32x4.mul(v128.load(x + o), scales), keptLanes(key, index, thresholds)));
      index += 4;
    }
    first += axis;
    x += <usize>xStride << 2;
    y += <usize>yStride << 2;
  }
}

/** y[n] = residual[n] + x[n] over `count` floats, a multiple of four. */
export function addInto(residual: usize, x: usize, y: usize, count: i32): void {
  const bytes = <usize>count << 2;
  for (let o: usize = 0; o < bytes; o += 16) v128.store(y + o, f32x4.add(v128.load(residual + o), v128.load(x + o)));
}
