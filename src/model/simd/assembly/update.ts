import { ADAM, ADAMW, SGD, adam, sgd, sumOfSquares } from '../../../kernels/optimizer/assembly/optimizer';
import { align4 } from '../../../kernels/vector/assembly/vector';
import * as model from './model';

/** What the gradient is multiplied with: PyTorch's clip/(norm + 1e-6), at most 1; 1 where `clip` is 0. */
export function clipFactor(norm: f64, clip: f64): f32 {
  return <f32>(clip > 0 ? Math.min(1, clip / (norm + 1e-6)) : 1);
}

/** How many floats of a slot and of the padding behind it, up to a multiple of four, lie in [from, last); 0 or less for none. */
@inline
function floatsOf(slot: usize, from: i32, last: i32): i32 {
  return min(last, load<i32>(slot) + align4(load<i32>(slot, 4))) - from;
}

/** Σ g² over the weights that are not frozen and whose place in the flat buffer is in [first, last), multiples of four. */
export function squaresOf(first: i32, last: i32): f64 {
  let squares: f64 = 0;
  for (let i: i32 = 0; i < model.slotCount; i++) {
    const slot = model.slotTable + <usize>(i * 12);
    const from = max(first, load<i32>(slot));
    const count = floatsOf(slot, from, last);
    if (count <= 0 || load<i32>(slot, 8) & model.FROZEN) continue;
    squares += sumOfSquares(model.gradientsOf(0) + (<usize>from << 2), count);
  }
  return squares;
}

/**
 * Updates the weights that are not frozen and whose place in the flat buffer is in [first, last), multiples of
 * four. Weight decay falls on the slots that decay; `factor` is the clip factor, the rest as in `step.ts`.
 */
export function updateRange(
  first: i32, last: i32, kind: i32, rate: f64, beta1: f32, beta2: f32, eps: f32, decay: f64, factor: f32,
  correction1: f64, correction2: f64,
): void {
  for (let i: i32 = 0; i < model.slotCount; i++) {
    const slot = model.slotTable + <usize>(i * 12);
    const from = max(first, load<i32>(slot));
    const count = floatsOf(slot, from, last);
    const kindOfSlot = load<i32>(slot, 8);
    if (count <= 0 || kindOfSlot & model.FROZEN) continue;
    const slotDecay: f64 = kindOfSlot & model.DECAYS ? decay : 0;
    const o = <usize>from << 2;
    const w = model.weights + o;
    const g = model.gradientsOf(0) + o;
    const m = model.firstMoments + o;
    if (kind == SGD) {
      sgd(w, g, m, count, <f32>rate, beta1, factor, <f32>slotDecay);
    } else {
      const shrink: f64 = kind == ADAMW ? 1 - rate * slotDecay : 1;
      const l2: f64 = kind == ADAM ? slotDecay : 0;
      adam(
        w, g, m, model.secondMoments + o, count, <f32>(rate / correction1), beta1, beta2, eps,
        <f32>(1 / Math.sqrt(correction2)), factor, <f32>shrink, <f32>l2,
      );
    }
  }
}
