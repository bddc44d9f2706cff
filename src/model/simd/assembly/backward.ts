import { attentionBackward } from '../../../kernels/attention/assembly/attention';
import { columnSums } from '../../../kernels/columnSums/assembly/columnSums';
import { dropRows } from '../../../kernels/dropout/assembly/dropout';
import { embedBackward } from '../../../kernels/embedding/assembly/embedding';
import { multiplyNT, multiplyTN } from '../../../kernels/matmul/assembly/matmul';
import { ADD, MULTIPLY, STORE } from '../../../kernels/matmul/assembly/tile';
import { normBackward } from '../../../kernels/norm/assembly/norm';
import { rotate } from '../../../kernels/rotary/assembly/rotary';
import { B, N, T, firstSequence, LayerActivations, dQkv, dRead, dStream, finalHat, finalInverse, ids, layerActivations, masked } from './activations';
import { dropThreshold, firstElement, keepScale, siteKey } from './forward';
import { headBackward } from './head';
import { D, F, H, K, L, LayerWeights, P, V, causal, gradientOf, layerWeights, modelWeights, positionTable, postNorm, rms, rotary, sineTable, strideD, strideE, strideF, tied } from './model';

/** The gradient of a sublayer's output: that of the stream, through the site's mask. */
function throughDropout(site: i32): usize {
  if (!dropThreshold) return dStream;
  dropRows(dStream, strideD, masked, strideD, N, D, D, siteKey(site), firstElement(), dropThreshold, keepScale);
  return masked;
}

/** Gradients of y = x·weight + bias with respect to both parameters. */
function linearGradients(x: usize, xStride: i32, width: i32, dy: usize, dyStride: i32, outputs: i32, weight: usize, bias: usize): void {
  multiplyTN(x, xStride, dy, dyStride, gradientOf(weight), outputs, width, outputs, N);
  columnSums(dy, gradientOf(bias), N, outputs);
}

/** dRead = ∂/∂read2 of the feed-forward network, plus dStream when the residual was read there. */
function feedBackward(w: LayerWeights, a: LayerActivations, l: i32): void {
  const dOut = throughDropout(3 + 3 * l);
  linearGradients(a.hidden, strideF, F, dOut, strideD, D, w.outWeight, w.outBias);
  multiplyNT(dOut, strideD, w.outWeight, D, a.slope, strideF, N, F, D, MULTIPLY, a.slope);
  linearGradients(a.read2, strideD, D, a.slope, strideF, F, w.fcWeight, w.fcBias);
  multiplyNT(a.slope, strideF, w.fcWeight, F, dRead, strideD, N, D, F, postNorm ? ADD : STORE, dStream);
}

/** dRead = ∂/∂read1 of attention, plus dStream when the residual was read there. */
function attendBackward(w: LayerWeights, a: LayerActivations, l: i32): void {
  const dOut = throughDropout(2 + 3 * l);
  linearGradients(a.z, strideD, D, dOut, strideD, D, w.projWeight, w.projBias);
  multiplyNT(dOut, strideD, w.projWeight, D, dRead, strideD, N, D, D, STORE, 0);
  attentionBackward(a.qkv, strideE, a.pattern, dRead, strideD, dQkv, B, T, H, K, causal, firstSequence, siteKey(1 + 3 * l), dropThreshold, keepScale);
  if (rotary) rotate(dQkv, strideE, positionTable, sineTable, B, T, H, K, -1);
  linearGradients(a.read1, strideD, D, dQkv, strideE, 3 * D, w.attnWeight, w.attnBias);
  multiplyNT(dQkv, strideE, w.attnWeight, 3 * D, dRead, strideD, N, D, 3 * D, postNorm ? ADD : STORE, dStream);
}

function norm1Backward(w: LayerWeights, a: LayerActivations): void {
  normBackward(rms, dRead, w.gain1, a.hat1, a.inverse1, dStream, gradientOf(w.gain1), gradientOf(w.bias1), N, D, !postNorm);
}

function norm2Backward(w: LayerWeights, a: LayerActivations): void {
  normBackward(rms, dRead, w.gain2, a.hat2, a.inverse2, dStream, gradientOf(w.gain2), gradientOf(w.bias2), N, D, !postNorm);
}

function layersBackward(): void {
  for (let l: i32 = L - 1; l >= 0; l--) {
    const w = layerWeights(l);
    const a = layerActivations(l);
    if (postNorm) {
      norm2Backward(w, a);
      feedBackward(w, a, l);
      norm1Backward(w, a);
      attendBackward(w, a, l);
    } else {
      feedBackward(w, a, l);
      norm2Backward(w, a);
      attendBackward(w, a, l);
      norm1Backward(w, a);
    }
  }
}

function embeddingBackward(): void {
  const outer = modelWeights();
  const d = postNorm ? dRead : dStream;
  if (dropThreshold) dropRows(d, strideD, d, strideD, N, D, D, siteKey(0), firstElement(), dropThreshold, keepScale);
  embedBackward(ids, d, strideD, gradientOf(outer.embedding), gradientOf(outer.positions), B, T, D);
}

/** From the gradient of the logits to the gradient of every parameter. */
export function backward(): void {
  const outer = modelWeights();
  if (!tied) memory.fill(gradientOf(outer.embedding), 0, <usize>(V * D) << 2);
  if (outer.positions) memory.fill(gradientOf(outer.positions), 0, <usize>(P * D) << 2);
  headBackward();
  if (!postNorm) {
    normBackward(rms, dRead, outer.finalGain, finalHat, finalInverse, dStream, gradientOf(outer.finalGain), gradientOf(outer.finalBias), N, D, false);
  }
  layersBackward();
  embeddingBackward();
}
