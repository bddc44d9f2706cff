import { attentionFloats, useAttentionScratch } from '../../../kernels/attention/assembly/scratch';
import { aPanelFloats, bPanelFloats, usePanels } from '../../../kernels/matmul/assembly/matmul';
import { align8 } from '../../../kernels/vector/assembly/vector';
import { allocate, clearActivations, dropActivations, reserve } from './arena';
import { D, F, H, K, L, V, activationTable, strideD, strideE, strideF, strideV } from './model';

/** The buffers of one batch shape [B,T], or of one thread's share of the batch; N = B·T rows. */

export let B: i32 = 0;
export let T: i32 = 0;
export let N: i32 = 0;
/** Sequences of the whole batch, and how many of them come before this share. */
export let sequences: i32 = 0;
export let firstSequence: i32 = 0;

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
/** The scored positions and their targets, as lists. */
export let scoredRows: usize = 0;
export let scoredTargets: usize = 0;
/** [scored,V], replaced by its gradient. */
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
  ids = allocate(<u64>sequences * <u64>T);
  targets = allocate(<u64>sequences * <u64>T);
  stream = rows(strideD);
  dStream = rows(strideD);
  dRead = rows(strideD);
  dQkv = rows(strideE);
  masked = rows(strideD);
  finalRead = rows(strideD);
  finalHat = rows(strideD);
  finalInverse = rows(1);
  scoredRows = rows(1);
  scoredTargets = rows(1);
  logits = rows(strideV);
}

/** Whether the buffers are laid out for this share of this batch. */
export function isLaidOut(share: i32, length: i32, total: i32): bool {
  return share == B && length == T && total == sequences;
}

/** Divides this thread's area for `share` of `total` sequences of `length` tokens. Nothing there is touched yet. */
export function layOut(share: i32, length: i32, total: i32, before: i32): void {
  dropActivations();
  B = share;
  T = length;
  N = share * length;
  sequences = total;
  firstSequence = before;
  const widest = max(max(V, F), 3 * D);
  const aPanels = allocate(aPanelFloats(512));
  const bPanels = allocate(max(bPanelFloats(widest, 512), align8(F) * D));
  usePanels(aPanels, bPanels, allocate(64));
  useAttentionScratch(allocate(attentionFloats(T, K)), T, K);
  fillShared();
  const patternFloats = <u64>(B * H) * <u64>T * <u64>align8(T);
  for (let l: i32 = 0; l < L; l++) fillLayer(layerActivations(l), patternFloats);
}

/** Forgets the layout. */
export function forgetLayout(): void {
  B = 0;
}

/** Makes the padding 0 where rows have any; to be called once memory holds the layout. */
export function clearPaddings(): void {
  if ((D | F | V) & 3) clearActivations();
}

/** Reads the ids and targets of this share from those of the whole batch. */
export function readTokens(allIds: usize, allTargets: usize): void {
  const offset = <usize>(firstSequence * T) << 2;
  ids = allIds + offset;
  targets = allTargets + offset;
}

/**
 * Lays out the buffers for batches [batch,length] unless they are in place; false, with no layout in
 * place, when the memory cannot hold them.
 */
export function prepare(batch: i32, length: i32): bool {
  if (isLaidOut(batch, length, batch)) return true;
  layOut(batch, length, batch, 0);
  if (!reserve()) {
    forgetLayout();
    return false;
  }
  clearPaddings();
  return true;
}
