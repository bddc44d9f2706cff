import { countCorrect, countScored, crossEntropy } from '../../../kernels/crossEntropy/assembly/crossEntropy';
import { addInto } from '../../../kernels/dropout/assembly/dropout';
import { clearPaddings, forgetLayout, ids, isLaidOut, layOut, logits, readTokens, targets } from './activations';
import { areaBytes, claimAreas, moveArea, reserve } from './arena';
import { backward } from './backward';
import { Control, partOf, waitForAll, waitForJob, announceJob } from './control';
import { forward, setDropout } from './forward';
import { headRows, headTargets } from './head';
import * as model from './model';
import { clipFactor, squaresOf, updateRange } from './update';

/**
 * The training step on several threads: instances of this module on one shared memory. Each thread
 * takes a share of the batch's sequences through forward and backward into gradients of its own, then
 * a slice of the parameters through the sum of gradients and the update. Thread 0 is the host's and
 * exports what `step.ts` does; the others `serve`.
 */

export * from './addresses';
export { usedBytes } from './arena';
export { configure, weightAddresses } from './model';

@inline
const EVALUATE: i32 = 1;
@inline
const DIFFERENTIATE: i32 = 2;
@inline
const UPDATE: i32 = 3;

@inline
function control(): Control {
  return changetype<Control>(model.control);
}

/** How many of `total` sequences a thread takes, the first threads one more where they do not divide, and how many come before. */
@inline
function shareOf(index: i32, total: i32): i32 {
  return total / model.threads + i32(index < total % model.threads);
}
@inline
function before(index: i32, total: i32): i32 {
  return index * (total / model.threads) + min(index, total % model.threads);
}

/** Lays out the areas of all threads for batches [batch,length]; false, with no layout in place, when memory cannot hold them. */
export function prepare(batch: i32, length: i32): bool {
  const share = shareOf(0, batch);
  if (isLaidOut(share, length, batch)) return true;
  layOut(share, length, batch, 0);
  const bytes = areaBytes();
  claimAreas(model.threads, bytes);
  if (!reserve()) {
    forgetLayout();
    return false;
  }
  clearPaddings();
  const c = control();
  c.batch = batch;
  c.length = length;
  c.areaBytes = bytes;
  c.ids = ids;
  c.targets = targets;
  c.layouts++;
  return true;
}

/** The layout that another thread than 0 has followed. */
let followed: i32 = 0;

/** Another thread's part of `prepare`, at its first job of a layout; returns its share. */
function follow(c: Control): i32 {
  const share = shareOf(model.thread, c.batch);
  if (model.thread > 0 && followed != c.layouts) {
    followed = c.layouts;
    moveArea(model.thread, c.areaBytes);
    layOut(share, c.length, c.batch, before(model.thread, c.batch));
    clearPaddings();
    readTokens(c.ids, c.targets);
  }
  return share;
}

/** The floats of the flat buffer of which a thread sums gradients and updates weights; a multiple of 64. */
@inline
function sliceStart(index: i32): i32 {
  const blocks = model.parameterFloats >> 6;
  return ((blocks * index) / model.threads) << 6;
}

function passShare(c: Control, learns: bool): void {
  const part = partOf(model.thread);
  part.lossSum = 0;
  part.correct = 0;
  if (follow(c) == 0) return;
  setDropout(c.threshold, c.keepScale);
  forward();
  if (!learns) part.correct = countCorrect(logits, model.strideV, headTargets, headRows, model.V);
  part.lossSum = crossEntropy(logits, model.strideV, headTargets, headRows, model.V, c.scored);
  if (learns) backward();
}

/** Adds the other threads' gradients of this thread's slice to thread 0's, and squares the sum. */
function sumSlice(c: Control): void {
  const first = sliceStart(model.thread);
  const last = sliceStart(model.thread + 1);
  const sum = model.gradientsOf(0) + (<usize>first << 2);
  const learners = min(model.threads, c.batch);
  for (let i: i32 = 1; i < learners; i++) addInto(sum, model.gradientsOf(i) + (<usize>first << 2), sum, last - first);
  partOf(model.thread).squares = squaresOf(first, last);
}

function updateSlice(c: Control): void {
  updateRange(
    sliceStart(model.thread), sliceStart(model.thread + 1), c.optimizer, c.rate, c.beta1, c.beta2, c.eps, c.decay,
    c.factor, c.correction1, c.correction2,
  );
}

function work(): void {
  const c = control();
  if (c.job == UPDATE) {
    updateSlice(c);
  } else {
    const learns = c.job == DIFFERENTIATE;
    passShare(c, learns);
    if (learns) {
      waitForAll();
      sumSlice(c);
    }
  }
  waitForAll();
}

/** The life of a thread other than 0: it ends when its worker is ended. */
export function serve(): void {
  for (let job: i32 = 0; ; ) {
    job = waitForJob(job);
    work();
  }
}

function start(job: i32): void {
  control().job = job;
  announceJob();
  work();
}

function startPass(job: i32, threshold: u32, scale: f32): f64 {
  const c = control();
  c.threshold = threshold;
  c.keepScale = scale;
  c.scored = countScored(targets, c.batch * c.length);
  start(job);
  let lossSum: f64 = 0;
  for (let i: i32 = 0; i < model.threads; i++) lossSum += partOf(i).lossSum;
  return lossSum;
}

/** As in `step.ts`. */
export function evaluate(): f64 {
  return startPass(EVALUATE, 0, 1);
}

/** As in `step.ts`; the sum of the gradients is thread 0's. */
export function differentiate(threshold: u32, scale: f32): f64 {
  return startPass(DIFFERENTIATE, threshold, scale) / <f64>max(control().scored, 1);
}

let gradNorm: f64 = 0;

/** As in `step.ts`. */
export function update(
  kind: i32, rate: f64, beta1: f32, beta2: f32, eps: f32, decay: f64, clip: f64, correction1: f64, correction2: f64,
): void {
  let squares: f64 = 0;
  for (let i: i32 = 0; i < model.threads; i++) squares += partOf(i).squares;
  gradNorm = Math.sqrt(squares);
  const c = control();
  c.optimizer = kind;
  c.rate = rate;
  c.beta1 = beta1;
  c.beta2 = beta2;
  c.eps = eps;
  c.decay = decay;
  c.factor = clipFactor(gradNorm, clip);
  c.correction1 = correction1;
  c.correction2 = correction2;
  start(UPDATE);
}

export function scoredCount(): i32 {
  return control().scored;
}
export function correctCount(): i32 {
  let correct: i32 = 0;
  for (let i: i32 = 0; i < model.threads; i++) correct += partOf(i).correct;
  return correct;
}
export function gradientNorm(): f64 {
  return gradNorm;
}
