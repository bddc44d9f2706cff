import { align4 } from '../../../kernels/vector/assembly/vector';
import { allocate, endOfModel, reserve } from './arena';

/**
 * One model an instance: its sizes, its choices, and where its parameters lie. Threads are instances on
 * one memory that were configured alike, so that all of them find the same addresses.
 */

/** Vocabulary, context, width, layers, heads, hidden width, head width. */
export let V: i32 = 0;
export let P: i32 = 0;
export let D: i32 = 0;
export let L: i32 = 0;
export let H: i32 = 0;
export let F: i32 = 0;
export let K: i32 = 0;

/** Row strides of activations: widths rounded up to whole vectors. */
export let strideD: i32 = 0;
export let strideE: i32 = 0;
export let strideF: i32 = 0;
export let strideV: i32 = 0;

export let activation: i32 = 0;
export let rms: bool = false;
export let postNorm: bool = false;
export let rotary: bool = false;
export let tied: bool = false;
export let causal: bool = false;
export let eps: f32 = 0;

/** Flat buffers of `parameterFloats` each; the gradients are this thread's, those of the next thread follow. */
export let weights: usize = 0;
export let gradients: usize = 0;
export let firstMoments: usize = 0;
export let secondMoments: usize = 0;
export let parameterFloats: i32 = 0;

/** Sinusoids [P,D], or the cosines [P,K/2] of rotary angles; 0 where the model has neither. */
export let positionTable: usize = 0;
/** The sines [P,K/2] of rotary angles, right behind the cosines. */
export let sineTable: usize = 0;
/** Keys of the dropout sites: 1 + 3·L words. */
export let dropoutKeys: usize = 0;
/** Triples (first float, floats, sum of `DECAYS` and `FROZEN`) of all weights. */
export let slotTable: usize = 0;
export let slotCount: i32 = 0;
/** Weight decay falls on the weight. */
@inline
export const DECAYS: i32 = 1;
/** The weight is not updated and does not count in the gradient's norm. */
@inline
export const FROZEN: i32 = 2;
let weightTable: usize = 0;
/** Room for the addresses of this thread's activations, `ACTIVATIONS` a layer. */
export let activationTable: usize = 0;
@inline
const ACTIVATIONS: i32 = 11;

/** Addresses of the weights outside the layers; 0 where the model has none. */
@unmanaged
export class ModelWeights {
  embedding: usize;
  positions: usize;
  finalGain: usize;
  finalBias: usize;
  head: usize;
}

/** Addresses of one layer's weights; a bias of RMSNorm is 0. */
@unmanaged
export class LayerWeights {
  gain1: usize;
  bias1: usize;
  attnWeight: usize;
  attnBias: usize;
  projWeight: usize;
  projBias: usize;
  gain2: usize;
  bias2: usize;
  fcWeight: usize;
  fcBias: usize;
  outWeight: usize;
  outBias: usize;
}

@inline
export function modelWeights(): ModelWeights {
  return changetype<ModelWeights>(weightTable);
}

@inline
export function layerWeights(l: i32): LayerWeights {
  return changetype<LayerWeights>(weightTable + offsetof<ModelWeights>() + <usize>l * offsetof<LayerWeights>());
}

/** This thread's number, from 0, and how many there are. */
export let thread: i32 = 0;
export let threads: i32 = 1;
/** `CONTROL_FLOATS` words through which threads agree. */
export let control: usize = 0;
@inline
const CONTROL_FLOATS: i32 = 512;

/** Where the gradients of a thread lie. */
@inline
export function gradientsOf(index: i32): usize {
  return gradients + <isize>(index - thread) * (<isize>parameterFloats << 2);
}

/** Where this thread's gradient of the weight at `weight` lies; 0 for 0. */
@inline
export function gradientOf(weight: usize): usize {
  return weight ? weight + (gradients - weights) : 0;
}

/**
 * Lays out a model; false when the memory cannot hold it. The caller then writes the parameters, the
 * position table, `weightAddresses` and `slots`. `tableFloats` is the size of the position table.
 */
export function configure(
  vocabulary: i32, context: i32, width: i32, layers: i32, heads: i32, hidden: i32, floats: i32, slotsOfModel: i32, tableFloats: i32,
  act: i32, isRms: bool, isPost: bool, isRotary: bool, isTied: bool, isCausal: bool, epsilon: f32,
  threadIndex: i32, threadCount: i32,
): bool {
  V = vocabulary;
  P = context;
  D = width;
  L = layers;
  H = heads;
  F = hidden;
  K = width / heads;
  strideD = align4(D);
  strideE = align4(3 * D);
  strideF = align4(F);
  strideV = align4(V);
  activation = act;
  rms = isRms;
  postNorm = isPost;
  rotary = isRotary;
  tied = isTied;
  causal = isCausal;
  eps = epsilon;
  parameterFloats = floats;
  weights = allocate(floats);
  thread = threadIndex;
  threads = threadCount;
  gradients = allocate(<u64>threadCount * <u64>floats) + (<usize>(threadIndex * floats) << 2);
  firstMoments = allocate(floats);
  secondMoments = allocate(floats);
  positionTable = tableFloats ? allocate(tableFloats) : 0;
  sineTable = isRotary ? positionTable + (<usize>(context * (K >> 1)) << 2) : 0;
  weightTable = allocate(5 + 12 * layers);
  slotCount = slotsOfModel;
  slotTable = allocate(3 * slotsOfModel);
  dropoutKeys = allocate(1 + 3 * layers);
  activationTable = allocate(threadCount * ACTIVATIONS * layers) + (<usize>(threadIndex * ACTIVATIONS * layers) << 2);
  control = allocate(CONTROL_FLOATS);
  endOfModel();
  return reserve();
}

/** Where the caller writes the addresses of `ModelWeights` and then of each `LayerWeights`. */
export function weightAddresses(): usize {
  return weightTable;
}
