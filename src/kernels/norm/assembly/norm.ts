import { align4, lastLanes, lastVector, clearPadding, madd, sumLanes } from '../../vector/assembly/vector';

/**
 * LayerNorm (Ba et al. 2016) and RMSNorm (Zhang and Sennrich 2019) over rows of D floats:
 * x̂ = (x − μ)/σ, y = γx̂ + β with σ = √(mean((x−μ)²) + ε); RMSNorm has μ = 0 and no β.
 * Kept for the backward pass: x̂ and 1/σ. Rows are padded to multiples of four.
 */

@inline
function rowMean(x: usize, bytes: usize, D: i32): f32 {
  let sum = f32x4.splat(0);
  for (let o: usize = 0; o < bytes; o += 16) sum = f32x4.add(sum, v128.load(x + o));
  return sumLanes(sum) / <f32>D;
}

/** y[N,D], x̂[N,D] and 1/σ [N] from x[N,D]. `bias` is 0 for RMSNorm. */
export function normForward(rms: bool, x: usize, gain: usize, bias: usize, normalized: usize, inverse: usize, y: usize, N: i32, D: i32, eps: f32): void {
  const bytes = <usize>align4(D) << 2;
  const last = lastVector(D);
  const lanes = lastLanes(D);
  for (let n: i32 = 0; n < N; n++) {
    const mean = f32x4.splat(rms ? 0 : rowMean(x, bytes, D));
    let squares = f32x4.splat(0);
    for (let o: usize = 0; o < last; o += 16) {
      const centred = f32x4.sub(v128.load(x + o), mean);
      squares = madd(centred, centred, squares);
    }
    const tail = v128.and(f32x4.sub(v128.load(x + last), mean), lanes);
    squares = madd(tail, tail, squares);
    const scale: f32 = 1 / sqrt<f32>(sumLanes(squares) / <f32>D + eps);
    store<f32>(inverse, scale);
    const scales = f32x4.splat(scale);
    for (let o: usize = 0; o < bytes; o += 16) {
      const hat = f32x4.mul(f32x4.sub(v128.load(x + o), mean), scales);
      v128.store(normalized + o, hat);
      const scaled = f32x4.mul(hat, v128.load(gain + o));
      v128.store(y + o, bias ? f32x4.add(scaled, v128.load(bias + o)) : scaled);
    }
    clearPadding(normalized, D);
    x += bytes;
    normalized += bytes;
    y += bytes;
    inverse += 4;
  }
}

/**
 * From dy[N,D]: dx = (t − mean(t) − x̂·mean(t·x̂))/σ with t = γ·dy (RMSNorm without mean(t)), written
 * to dx or added to it; dγ = Σ dy·x̂ and dβ = Σ dy over the rows are written.
 */
export function normBackward(rms: bool, dy: usize, gain: usize, normalized: usize, inverse: usize, dx: usize, dGain: usize, dBias: usize, N: i32, D: i32, add: bool): void {
  const bytes = <usize>align4(D) << 2;
  memory.fill(dGain, 0, bytes);
  if (!rms) memory.fill(dBias, 0, bytes);
  for (let n: i32 = 0; n < N; n++) {
    let sum = f32x4.splat(0);
    let product = f32x4.splat(0);
    for (let o: usize = 0; o < bytes; o += 16) {
      const d = v128.load(dy + o);
      const hat = v128.load(normalized + o);
      const t = f32x4.mul(d, v128.load(gain + o));
      sum = f32x4.add(sum, t);
      product = madd(t, hat, product);
      v128.store(dGain + o, madd(d, hat, v128.load(dGain + o)));
      if (!rms) v128.store(dBias + o, f32x4.add(d, v128.load(dBias + o)));
    }
    const meanT = f32x4.splat(rms ? 0 : sumLanes(sum) / <f32>D);
    const meanTx = f32x4.splat(-sumLanes(product) / <f32>D);
    const scale = v128.load32_splat(inverse);
    for (let o: usize = 0; o < bytes; o += 16) {
      const t = f32x4.sub(f32x4.mul(v128.load(dy + o), v128.load(gain + o)), meanT);
      const d = f32x4.mul(madd(v128.load(normalized + o), meanTx, t), scale);
      v128.store(dx + o, add ? f32x4.add(d, v128.load(dx + o)) : d);
    }
    clearPadding(dx, D);
    dy += bytes;
    normalized += bytes;
    dx += bytes;
    inverse += 4;
  }
}
