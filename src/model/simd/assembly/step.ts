import { countCorrect, crossEntropy } from '../../../kernels/crossEntropy/assembly/crossEntropy';
import { logits } from './activations';
import { backward } from './backward';
import { forward, setDropout } from './forward';
import { headRows, headTargets } from './head';
import * as model from './model';
import { clipFactor, squaresOf, updateRange } from './update';

/**
 * The training step as a WebAssembly module: what the host calls. One instance holds one model.
 * Sums of losses come back in nats; the rest is read from the buffers at their addresses.
 */

export * from './addresses';
export { usedBytes } from './arena';
export { prepare } from './activations';
export { configure, weightAddresses } from './model';

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
  scored = headRows;
  correct = countCorrect(logits, model.strideV, headTargets, scored, model.V);
  return crossEntropy(logits, model.strideV, headTargets, scored, model.V, scored);
}

/**
 * Forward and backward; returns the mean loss (0 where nothing is scored) and leaves its gradient in
 * the gradient buffer. `threshold` 0: no dropout, else the keys lie at `dropoutKeysAddress`.
 */
export function differentiate(threshold: u32, scale: f32): f64 {
  setDropout(threshold, scale);
  forward();
  scored = headRows;
  const loss = crossEntropy(logits, model.strideV, headTargets, scored, model.V, scored);
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
  gradNorm = Math.sqrt(squaresOf(0, model.parameterFloats));
  updateRange(0, model.parameterFloats, kind, rate, beta1, beta2, eps, decay, clipFactor(gradNorm, clip), correction1, correction2);
}
