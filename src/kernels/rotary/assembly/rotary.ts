import { madd } from '../../vector/assembly/vector';

/**
 * Rotary positions, rotate-half form (Su et al. 2021; GPT-NeoX, Llama): the pair (x_k, x_{k+K/2}) of
 * a head turns by the angle t·base^(−2k/K), whose cosines and sines come as tables [P,K/2].
 */

@inline
function turnHead(a: usize, cos: usize, sin: usize, half: i32, direction: f32): void {
  const b = a + (<usize>half << 2);
  const sign = f32x4.splat(direction);
  let k: i32 = 0;
  for (; k + 4 <= half; k += 4) {
    const o = <usize>k << 2;
    const x = v128.load(a + o);
    const y = v128.load(b + o);
    const c = v128.load(cos + o);
    const s = f32x4.mul(v128.load(sin + o), sign);
    v128.store(a + o, f32x4.sub(f32x4.mul(x, c), f32x4.mul(y, s)));
    v128.store(b + o, madd(y, c, f32x4.mul(x, s)));
  }
  for (; k < half; k++) {
    const o = <usize>k << 2;
    const x = load<f32>(a + o);
    const y = load<f32>(b + o);
    const c = load<f32>(cos + o);
    const s = load<f32>(sin + o) * direction;
    store<f32>(a + o, x * c - y * s);
    store<f32>(b + o, y * c + x * s);
  }
}

/**
 * Turns queries and keys in rows [Q|K|V] of B·T positions in place; `direction` 1 is the forward
 * rotation, −1 its transpose, which takes gradients back. `stride` in floats; K = headWidth, even.
 */
export function rotate(qkv: usize, stride: i32, cosines: usize, sines: usize, B: i32, T: i32, H: i32, headWidth: i32, direction: f32): void {
  const half = headWidth >> 1;
  for (let b: i32 = 0; b < B; b++) {
    for (let t: i32 = 0; t < T; t++) {
      const o = <usize>(t * half) << 2;
      for (let h: i32 = 0; h < 2 * H; h++) {
        turnHead(qkv + (<usize>(h * headWidth) << 2), cosines + o, sines + o, half, direction);
      }
      qkv += <usize>stride << 2;
    }
  }
}
