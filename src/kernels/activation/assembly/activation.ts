import { constant, exp4, madd } from '../../vector/assembly/vector';

/**
 * The feed-forward activation. The forward pass replaces the pre-activation u by φ′(u), which is all
 * that the backward pass needs of it: dU = dA ∘ φ′(u) is then the epilogue of one product.
 */

@inline
export const GELU: i32 = 0;
@inline
export const RELU: i32 = 1;
@inline
export const SILU: i32 = 2;

/** 1, then of −2z/x and of 2z′ the coefficients of x² and 1. */
const GELU_TABLE: usize = memory.data<f32>([1, -0.07135481627260025, -1.5957691216057308, 0.21406444881780076, 1.5957691216057308], 16);

/**
 * GELU, tanh form (Hendrycks and Gimpel 2016): φ(x) = x(1 + tanh z)/2 = x·σ(2z), z = √(2/π)·(x + 0.044715x³);
 * φ′(x) = σ + xσ(1 − σ)·2z′, where 1 − σ = e^(−2z)·σ.
 */
function gelu(u: usize, a: usize, end: usize): void {
  for (; u < end; u += 16, a += 16) {
    const x = v128.load(u);
    const square = f32x4.mul(x, x);
    const e = exp4(f32x4.mul(x, madd(square, constant(GELU_TABLE, 1), constant(GELU_TABLE, 2))));
    const one = constant(GELU_TABLE, 0);
    const gate = f32x4.div(one, f32x4.add(one, e));
    const slope = f32x4.mul(x, madd(square, constant(GELU_TABLE, 3), constant(GELU_TABLE, 4)));
    v128.store(a, f32x4.mul(x, gate));
    v128.store(u, madd(f32x4.mul(slope, gate), f32x4.mul(e, gate), gate));
  }
}

/** φ(x) = max(x, 0); φ′(0) = 0. */
function relu(u: usize, a: usize, end: usize): void {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  for (; u < end; u += 16, a += 16) {
    const x = v128.load(u);
    v128.store(a, f32x4.max(x, zero));
    v128.store(u, v128.and(f32x4.gt(x, zero), one));
  }
}

/** φ(x) = x·σ(x) (Elfwing et al. 2017). */
function silu(u: usize, a: usize, end: usize): void {
  const one = f32x4.splat(1);
  for (; u < end; u += 16, a += 16) {
    const x = v128.load(u);
    const gate = f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
    v128.store(a, f32x4.mul(x, gate));
    v128.store(u, f32x4.mul(gate, madd(x, f32x4.sub(one, gate), one)));
  }
}

/** a = φ(u), then u = φ′(u), over `count` floats (a multiple of four). */
export function activate(kind: i32, u: usize, a: usize, count: i32): void {
  const end = u + (<usize>count << 2);
  if (kind == GELU) gelu(u, a, end);
  else if (kind == RELU) relu(u, a, end);
  else if (kind == SILU) silu(u, a, end);
}
