import { align4, clearPadding } from '../../vector/assembly/vector';

/** sums[C] = Σ_n x[n,C]: the gradient of a bias. Rows are padded to multiples of four, and so is the room for sums, whose padding becomes 0. */
export function columnSums(x: usize, sums: usize, N: i32, C: i32): void {
  const bytes = <usize>align4(C) << 2;
  memory.fill(sums, 0, bytes);
  let n: i32 = 0;
  for (; n + 4 <= N; n += 4) {
    const x1 = x + bytes;
    const x2 = x1 + bytes;
    const x3 = x2 + bytes;
    for (let o: usize = 0; o < bytes; o += 16) {
      const low = f32x4.add(v128.load(x + o), v128.load(x1 + o));
      const high = f32x4.add(v128.load(x2 + o), v128.load(x3 + o));
      v128.store(sums + o, f32x4.add(v128.load(sums + o), f32x4.add(low, high)));
    }
    x += 4 * bytes;
  }
  for (; n < N; n++) {
    for (let o: usize = 0; o < bytes; o += 16) v128.store(sums + o, f32x4.add(v128.load(sums + o), v128.load(x + o)));
    x += bytes;
  }
  clearPadding(sums, C);
}
