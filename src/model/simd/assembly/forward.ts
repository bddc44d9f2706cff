import { activate } from '../../../kernels/activation/assembly/activation';
import { attentionForward } from '../../../kernels/attention/assembly/attention';
import { addInto, dropRows } from '../../../kernels/dropout/assembly/dropout';
import { embed } from '../../../kernels/embedding/assembly/embedding';
import { multiplyNN } from '../../../kernels/matmul/assembly/matmul';
import { ADD, STORE } from '../../../kernels/matmul/assembly/tile';
import { normForward } from '../../../kernels/norm/assembly/norm';
import { rotate } from '../../../kernels/rotary/assembly/rotary';
import { B, N, T, firstSequence, LayerActivations, finalHat, finalInverse, finalRead, ids, layerActivations, masked, stream } from './activations';
import { headForward } from './head';
import { D, F, H, K, L, LayerWeights, activation, causal, dropoutKeys, eps, layerWeights, modelWeights, positionTable, postNorm, rms, rotary, sineTable, strideD, strideE, strideF } from './model';

/** Drop threshold of this pass, 0 for none, and 1/(1−p). */
export let dropThreshold: u32 = 0;
export let keepScale: f32 = 1;

/** Sets the dropout of the passes to come. */
export function setDropout(threshold: u32, scale: f32): void {
  dropThreshold = threshold;
  keepScale = scale;
}

/** The key of a dropout site: 0 embedding, then 3 a layer: pattern, attention's output, feed-forward's output. */
@inline
export function siteKey(site: i32): u32 {
  return load<u32>(dropoutKeys + (<usize>site << 2));
}

/** The flat index, in the whole batch's [B,T,D], of the first element of this share. */
@inline
export function firstElement(): u32 {
  return <u32>(firstSequence * T * D);
}

/** target[N,D] = residual + drop(x[N,width]·weight + bias). */
function addSublayer(x: usize, stride: i32, width: i32, weight: usize, bias: usize, residual: usize, target: usize, site: i32): void {
  if (!dropThreshold) {
    multiplyNN(x, stride, weight, D, target, strideD, N, D, width, bias, ADD, residual);
    return;
  }
  multiplyNN(x, stride, weight, D, masked, strideD, N, D, width, bias, STORE, 0);
  dropRows(masked, strideD, masked, strideD, N, D, D, siteKey(site), firstElement(), dropThreshold, keepScale);
  addInto(residual, masked, target, N * strideD);
}

/** Adds attention's output to `residual`, into the stream. */
function attend(w: LayerWeights, a: LayerActivations, l: i32, residual: usize): void {
  multiplyNN(a.read1, strideD, w.attnWeight, 3 * D, a.qkv, strideE, N, 3 * D, D, w.attnBias, STORE, 0);
  if (rotary) rotate(a.qkv, strideE, positionTable, sineTable, B, T, H, K, 1);
  attentionForward(a.qkv, strideE, a.pattern, a.z, strideD, B, T, H, K, causal, firstSequence, siteKey(1 + 3 * l), dropThreshold, keepScale);
  addSublayer(a.z, strideD, D, w.projWeight, w.projBias, residual, stream, 2 + 3 * l);
}

/** Adds the feed-forward network's output to `residual`, into the stream. */
function feed(w: LayerWeights, a: LayerActivations, l: i32, residual: usize): void {
  multiplyNN(a.read2, strideD, w.fcWeight, F, a.slope, strideF, N, F, D, w.fcBias, STORE, 0);
  activate(activation, a.slope, a.hidden, N * strideF);
  addSublayer(a.hidden, strideF, F, w.outWeight, w.outBias, residual, stream, 3 + 3 * l);
}

function norm1(w: LayerWeights, a: LayerActivations, y: usize): void {
  normForward(rms, stream, w.gain1, w.bias1, a.hat1, a.inverse1, y, N, D, eps);
}

function norm2(w: LayerWeights, a: LayerActivations, y: usize): void {
  normForward(rms, stream, w.gain2, w.bias2, a.hat2, a.inverse2, y, N, D, eps);
}

/** Norm before each sublayer: the stream is only ever added to. */
function preNormLayers(): void {
  for (let l: i32 = 0; l < L; l++) {
    const w = layerWeights(l);
    const a = layerActivations(l);
    norm1(w, a, a.read1);
    attend(w, a, l, stream);
    norm2(w, a, a.read2);
    feed(w, a, l, stream);
  }
  const outer = modelWeights();
  normForward(rms, stream, outer.finalGain, outer.finalBias, finalHat, finalInverse, finalRead, N, D, eps);
}

/** Norm behind each sum: what a norm writes is the next sublayer's reading and residual. */
function postNormLayers(): void {
  for (let l: i32 = 0; l < L; l++) {
    const w = layerWeights(l);
    const a = layerActivations(l);
    attend(w, a, l, a.read1);
    norm1(w, a, a.read2);
    feed(w, a, l, a.read2);
    norm2(w, a, l + 1 < L ? layerActivations(l + 1).read1 : finalRead);
  }
}

/** From ids to logits; keeps what the backward pass needs. */
export function forward(): void {
  const outer = modelWeights();
  const start = postNorm ? layerActivations(0).read1 : stream;
  const positions = outer.positions ? outer.positions : rotary ? 0 : positionTable;
  embed(ids, outer.embedding, positions, start, strideD, B, T, D);
  if (dropThreshold) dropRows(start, strideD, start, strideD, N, D, D, siteKey(0), firstElement(), dropThreshold, keepScale);
  if (postNorm) postNormLayers();
  else preNormLayers();
  headForward();
}
