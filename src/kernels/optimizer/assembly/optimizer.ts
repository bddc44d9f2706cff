import { madd, sumLanes } from '../../vector/assembly/vector';

/**
 * Updates over the flat parameter buffer, in PyTorch's arithmetic: AdamW (Loshchilov and Hutter
 * 2019, decoupled decay), Adam (Kingma and Ba 2015) and SGD with momentum, both with L2 decay
 * added to the clipped gradient. Counts are multiples of four.
 */

@inline
export const ADAMW: i32 = 0;
@inline
export const ADAM: i32 = 1;
@inline
export const SGD: i32 = 2;

/** Keeps 0/(√0 + 0) at 0 when Adam's ε is 0. */
@inline
const TINY: f32 = 1e-30;

/** Σ x² over `count` floats. */
export function sumOfSquares(x: usize, count: i32): f64 {
  let total: f64 = 0;
  const end = x + (<usize>count << 2);
  while (x < end) {
    const stop = min(end, x + 4096);
    let squares = f32x4.splat(0);
    for (; x < stop; x += 16) {
      const value = v128.load(x);
      squares = madd(value, value, squares);
    }
    total += <f64>sumLanes(squares);
  }
  return total;
}

/**
 * One Adam update of `count` weights. `shrink`: what the weight is multiplied with first (AdamW's
 * 1 − rate·decay, else 1); `l2`: decay added to the gradient (Adam, else 0); `scale`: the clip factor;
 * `rate`: learning rate over 1 − β₁ᵗ; `correction`: 1/√(1 − β₂ᵗ).
 */
export function adam(
  w: usize, g: usize, m: usize, v: usize, count: i32,
  rate: f32, beta1: f32, beta2: f32, eps: f32, correction: f32, scale: f32, shrink: f32, l2: f32,
): void {
  const rates = f32x4.splat(rate);
  const keep1 = f32x4.splat(beta1);
  const take1 = f32x4.splat(1 - beta1);
  const keep2 = f32x4.splat(beta2);
  const take2 = f32x4.splat(1 - beta2);
  const epsilons = f32x4.splat(eps);
  const corrections = f32x4.splat(correction);
  const scales = f32x4.splat(scale);
  const shrinks = f32x4.splat(shrink);
  const decays = f32x4.splat(l2);
  const bytes = <usize>count << 2;
  for (let o: usize = 0; o < bytes; o += 16) {
    const weight = v128.load(w + o);
    const gradient = madd(decays, weight, f32x4.mul(v128.load(g + o), scales));
    const first = madd(gradient, take1, f32x4.mul(v128.load(m + o), keep1));
    const second = madd(f32x4.mul(gradient, gradient), take2, f32x4.mul(v128.load(v + o), keep2));
    v128.store(m + o, first);
    v128.store(v + o, second);
    const root = f32x4.max(madd(f32x4.sqrt(second), corrections, epsilons), f32x4.splat(TINY));
    v128.store(w + o, f32x4.sub(f32x4.mul(weight, shrinks), f32x4.div(f32x4.mul(rates, first), root)));
  }
}

/** One SGD update: buffer = momentum·buffer + gradient, weight −= rate·buffer. */
export function sgd(w: usize, g: usize, m: usize, count: i32, rate: f32, momentum: f32, scale: f32, l2: f32): void {
  const rates = f32x4.splat(rate);
  const momenta = f32x4.splat(momentum);
  const scales = f32x4.splat(scale);
  const decays = f32x4.splat(l2);
  const bytes = <usize>count << 2;
  for (let o: usize = 0; o < bytes; o += 16) {
    const weight = v128.load(w + o);
    const gradient = madd(decays, weight, f32x4.mul(v128.load(g + o), scales));
    const buffer = madd(v128.load(m + o), momenta, gradient);
    v128.store(m + o, buffer);
    v128.store(w + o, f32x4.sub(weight, f32x4.mul(rates, buffer)));
  }
}
