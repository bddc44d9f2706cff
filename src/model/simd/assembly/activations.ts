import { attentionFloats, useAttentionScratch } from '../../../kernels/attention/assembly/scratch';
import { aPanelFloats, bPanelFloats, usePanels } from '../../../kernels/matmul/assembly/matmul';
import { align8 } from '../../../kernels/vector/assembly/vector';
import { allocate, clearActivations, dropActivations, reserve } from './arena';
import { D, F, H, K, L, V, activationTable, strideD, strideE, strideF, strideV } from './model';

/** The buffers of one batch shape [B,T]; N = B·T rows. */

export let B: i32 = 0;
export let T: i32 = 0;
export let N: i32 = 0;

export let ids: usize = 0;
export let targets: usize = 0;
/** The residual stream, and the gradient of it. */
export let stream: usize = 0;
export let dStream: usize = 0;
/** The gradient of what a sublayer, or the head, reads. */
export let dRead: usize = 0;
export let dQkv: usize = 0;
/** A sublayer's output, or its gradient, under dropout. */
export let masked: usize = 0;
/** What the head reads, and what the last norm keeps. */
export let finalRead: usize = 0;
export let finalHat: usize = 0;
export let finalInverse: usize = 0;
/** [N,V], replaced by its gradient. */
export let logits: usize = 0;

/** What one layer keeps for its backward pass, as addresses. */
@unmanaged
export class LayerActivations {
  /** What attention reads [N,D]. */
  read1: usize;
  /** x̂ [N,D] and 1/σ [N] of the first norm. */
  hat1: usize;
  inverse1: usize;
  /** Rows [Q|K|V], queries and keys turned where positions are rotary. */
  qkv: usize;
  pattern: usize;
  z: usize;
  /** What the feed-forward network reads [N,D]. */
  read2: usize;
  hat2: usize;
  inverse2: usize;
  /** φ′ of the pre-activation [N,F], in the backward pass the gradient of the pre-activation. */
  slope: usize;
  /** φ of the pre-activation [N,F]. */
  hidden: usize;
}

@inline
export function layerActivations(l: i32): LayerActivations {
  return changetype<LayerActivations>(activationTable + <usize>l * offsetof<LayerActivations>());
}

@inline
function rows(stride: i32): usize {
  return allocate(<u64>N * <u64>stride);
}

function fillLayer(layer: LayerActivations, patternFloats: u64): void {
  layer.read1 = rows(strideD);
  layer.hat1 = rows(strideD);
  layer.inverse1 = rows(1);
  layer.qkv = rows(strideE);
  layer.pattern = allocate(patternFloats);
  layer.z = rows(strideD);
  layer.read2 = rows(strideD);
  layer.hat2 = rows(strideD);
  layer.inverse2 = rows(1);
  layer.slope = rows(strideF);
  layer.hidden = rows(strideF);
}

function fillShared(): void {
  ids = rows(1);
  targets = rows(1);
  stream = rows(strideD);
  dStream = rows(strideD);
  dRead = rows(strideD);
  dQkv = rows(strideE);
  masked = rows(strideD);
  finalRead = rows(strideD);
  finalHat = rows(strideD);
  finalInverse = rows(1);
  logits = rows(strideV);
}

/**
 * Lays out the buffers for batches [B,T] unless they are in place; false, with no layout in place,
 * when the memory cannot hold them. The activations' padding is 0 afterwards.
 */
export function prepare(batch: i32, length: i32): bool {
  if (batch == B && length == T) return true;
  dropActivations();
  B = batch;
  T = length;
  N = batch * length;
  const widest = max(max(V, F), 3 * D);
  const aPanels = allocate(aPanelFloats(max(512, D)));
  const bPanels = allocate(max(bPanelFloats(widest, 512), align8(F) * D));
  usePanels(aPanels, bPanels, allocate(64));
  useAttentionScratch(allocate(attentionFloats(T, K)), T, K);
  fillShared();
  const patternFloats = <u64>(B * H) * <u64>T * <u64>align8(T);
  for (let l: i32 = 0; l < L; l++) fillLayer(layerActivations(l), patternFloats);
  if (!reserve()) {
    B = 0;
    return false;
  }
  if ((D | F | V) & 3) clearActivations();
  return true;
}
