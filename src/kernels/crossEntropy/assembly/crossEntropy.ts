import { align4, exp4, lastLanes, lastVector, maxLanes, sumLanes } from '../../vector/assembly/vector';

/**
 * Softmax cross-entropy with sparse targets. Every row is scored: rows that are not are left out before.
 * loss = log Σ_v e^{ℓ_v − max} + max − ℓ_target; ∂loss/∂ℓ = softmax(ℓ) − onehot(target).
 */

@inline
const LOWEST: f32 = -3.0e38;

@inline
function rowMax(row: usize, bytes: usize): f32 {
  let best = f32x4.splat(LOWEST);
  for (let o: usize = 0; o < bytes; o += 16) best = f32x4.pmax(best, v128.load(row + o));
  return maxLanes(best);
}

/** Fills the padding with a value that can be no maximum. */
@inline
function sinkPadding(row: usize, V: i32): void {
  const last = row + lastVector(V);
  v128.store(last, v128.bitselect(v128.load(last), f32x4.splat(LOWEST), lastLanes(V)));
}

/** How many of N targets are scored. */
export function countScored(targets: usize, N: i32): i32 {
  let count: i32 = 0;
  for (let n: i32 = 0; n < N; n++) count += i32(load<i32>(targets + (<usize>n << 2)) >= 0);
  return count;
}

/**
 * Returns the sum of the losses in nats and replaces logits[N,V] by its gradient divided by `scored`, the
 * number of rows that the whole batch scores. `stride` in floats, a multiple of four; padding becomes 0.
 */
export function crossEntropy(logits: usize, stride: i32, targets: usize, N: i32, V: i32, scored: i32): f64 {
  const bytes = <usize>align4(V) << 2;
  const inverse: f32 = 1 / <f32>max(scored, 1);
  let total: f64 = 0;
  let row = logits;
  for (let n: i32 = 0; n < N; n++) {
    const target = load<i32>(targets + (<usize>n << 2));
    const hit = row + (<usize>target << 2);
    const hitLogit = load<f32>(hit);
    sinkPadding(row, V);
    const best = rowMax(row, bytes);
    const bests = f32x4.splat(best);
    let sums = f32x4.splat(0);
    for (let o: usize = 0; o < bytes; o += 16) {
      const e = exp4(f32x4.sub(v128.load(row + o), bests));
      v128.store(row + o, e);
      sums = f32x4.add(sums, e);
    }
    const sum = sumLanes(sums);
    total += Math.log(<f64>sum) + <f64>best - <f64>hitLogit;
    const factor = f32x4.splat(inverse / sum);
    for (let o: usize = 0; o < bytes; o += 16) v128.store(row + o, f32x4.mul(v128.load(row + o), factor));
    const last = row + lastVector(V);
    v128.store(last, v128.and(v128.load(last), lastLanes(V)));
    store<f32>(hit, load<f32>(hit) - inverse);
    row += <usize>stride << 2;
  }
  return total;
}

/** How many rows of logits[N,V] have their largest entry, the first of equals, at the target. */
export function countCorrect(logits: usize, stride: i32, targets: usize, N: i32, V: i32): i32 {
  let correct: i32 = 0;
  for (let n: i32 = 0; n < N; n++) {
    const target = load<i32>(targets + (<usize>n << 2));
    let best: i32 = 0;
    let bestLogit = load<f32>(logits);
    for (let v: i32 = 1; v < V; v++) {
      const logit = load<f32>(logits + (<usize>v << 2));
      if (logit > bestLogit) {
        best = v;
        bestLogit = logit;
      }
    }
    correct += i32(best == target);
    logits += <usize>stride << 2;
  }
  return correct;
}
