import { countCorrect, countScored, crossEntropy } from '../../../kernels/crossEntropy/assembly/crossEntropy';
import { ADAMW, SGD, adam, sgd, sumOfSquares } from '../../../kernels/optimizer/assembly/optimizer';
import { align4 } from '../../../kernels/vector/assembly/vector';
import { N, ids, logits, targets } from './activations';
import { backward } from './backward';
import { forward, setDropout } from './forward';
import * as model from './model';

/**
 * The training step as a WebAssembly module: what the host calls. One instance holds one model.
 * Sums of losses come back in nats; the rest is read from the buffers at the addresses below.
 */

export { usedBytes } from './arena';
export { prepare } from './activations';
export { configure, weightAddresses } from './model';

/** Byte addresses, for the host. Those of ids and targets move when the batch shape changes. */
export function idsAddress(): usize {
  return ids;
}
export function targetsAddress(): usize {
  return targets;
}
export function weightsAddress(): usize {
  return model.weights;
}
export function gradientsAddress(): usize {
  return model.gradients;
}
export function firstMomentsAddress(): usize {
  return model.firstMoments;
}
export function secondMomentsAddress(): usize {
  return model.secondMoments;
}
export function positionTableAddress(): usize {
  return model.positionTable;
}
export function dropoutKeysAddress(): usize {
  return model.dropoutKeys;
}
export function slotsAddress(): usize {
  return model.slotTable;
}

/** Of the last pass: scored positions, those predicted right, and the gradient's norm before clipping. */
let scored: i32 = 0;
let correct: i32 = 0;
let gradNorm: f64 = 0;

export function scoredCount(): i32 {
  return scored;
}
export function correctCount(): i32 {
  return correct;
}
export function gradientNorm(): f64 {
  return gradNorm;
}

/** Forward without dropout; returns the sum of the losses and counts scored and correct positions. */
export function evaluate(): f64 {
  setDropout(0, 1);
  forward();
  scored = countScored(targets, N);
  correct = countCorrect(logits, model.strideV, targets, N, model.V);
  return crossEntropy(logits, model.strideV, targets, N, model.V, scored);
}

/**
 * Forward and backward; returns the mean loss (0 where nothing is scored) and leaves its gradient in
 * the gradient buffer. `threshold` 0: no dropout, else the keys lie at `dropoutKeysAddress`.
 */
export function differentiate(threshold: u32, scale: f32): f64 {
  setDropout(threshold, scale);
  forward();
  scored = countScored(targets, N);
  const loss = crossEntropy(logits, model.strideV, targets, N, model.V, scored);
  backward();
  return loss / <f64>max(scored, 1);
}

/**
 * One update from the gradient buffer. `kind` as in the optimizer kernel; `clip` 0: no clipping;
 * `correction1`, `correction2`: 1 − β₁ᵗ and 1 − β₂ᵗ.
 */
export function update(
  kind: i32, rate: f64, beta1: f32, beta2: f32, eps: f32, decay: f64, clip: f64, correction1: f64, correction2: f64,
): void {
  gradNorm = Math.sqrt(sumOfSquares(model.gradients, align4(model.parameterFloats)));
  const factor = <f32>(clip > 0 ? Math.min(1, clip / (gradNorm + 1e-6)) : 1);
  for (let i: i32 = 0; i < model.slotCount; i++) {
    const slot = model.slotTable + <usize>(i * 12);
    const o = <usize>load<i32>(slot) << 2;
    const count = align4(load<i32>(slot, 4));
    const slotDecay: f64 = load<i32>(slot, 8) ? decay : 0;
    const w = model.weights + o;
    const g = model.gradients + o;
    const m = model.firstMoments + o;
    if (kind == SGD) {
      sgd(w, g, m, count, <f32>rate, beta1, factor, <f32>slotDecay);
    } else {
      const decoupled = kind == ADAMW;
      const shrink: f64 = decoupled ? 1 - rate * slotDecay : 1;
      const l2: f64 = decoupled ? 0 : slotDecay;
      adam(
        w, g, m, model.secondMoments + o, count, <f32>(rate / correction1), beta1, beta2, eps,
        <f32>(1 / Math.sqrt(correction2)), factor, <f32>shrink, <f32>l2,
      );
    }
  }
}
