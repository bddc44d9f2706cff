import { exp4, madd } from '../../vector/assembly/vector';

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

/** GELU, tanh form (Hendrycks and Gimpel 2016): φ(x) = x(1 + tanh z)/2, z = √(2/π)·(x + 0.044715x³). */
function gelu(u: usize, a: usize, end: usize): void {
  const root = f32x4.splat(0.7978845608028654);
  const cubic = f32x4.splat(0.044715);
  const cubic3 = f32x4.splat(0.134145);
  const one = f32x4.splat(1);
  const half = f32x4.splat(0.5);
  for (; u < end; u += 16, a += 16) {
    const x = v128.load(u);
    const square = f32x4.mul(x, x);
    const z = f32x4.mul(f32x4.mul(root, x), madd(cubic, square, one));
    const tanh = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(one, exp4(f32x4.add(z, z)))));
    const gate = madd(half, tanh, half);
    v128.store(a, f32x4.mul(x, gate));
    const slope = f32x4.mul(root, madd(cubic3, square, one));
    v128.store(u, madd(f32x4.mul(f32x4.mul(half, x), f32x4.sub(one, f32x4.mul(tanh, tanh))), slope, gate));
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
