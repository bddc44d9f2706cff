import type { Batch } from '#lexicon/batch.ts';
import type { Objective } from '#lexicon/config.ts';
import { rng } from '#math/random.ts';
import type { Uniform } from '#math/random.ts';

/** What is asked of each position: the token that follows, or (masked) the token that was hidden there. */
type Task = { objective: Objective; maskFraction: number; maskId: number | null };

export type SampleOptions = Task & {
  ids: Int32Array;
  /** Tokens at the front of `ids` that are trained on; nothing behind them is ever read. */
  trainTokens: number;
  B: number;
  T: number;
  seed: number;
  /** The step that the batch is for; the same seed and step always give the same batch. */
  step: number;
};

export type WindowOptions = Task & {
  ids: Int32Array;
  from: number;
  to: number;
  B: number;
  T: number;
  seed: number;
  maxWindows: number;
};
export type ValidationOptions = Omit<WindowOptions, 'from' | 'to'> & { trainTokens: number };

/** The fewest held-out tokens that say anything. */
export const MIN_HELD_OUT = 16;

/** How many tokens at the front are trained on. Too few held out: all are. */
export function splitTokens(tokens: number, valFraction: number): number {
  const heldOut = Math.floor(tokens * valFraction);
  return heldOut < MIN_HELD_OUT ? tokens : tokens - heldOut;
}

/** The tokens a window takes beyond its T inputs: the causal objective looks one ahead. */
function lookAhead(objective: Objective): number {
  return objective === 'causal' ? 1 : 0;
}

/** Which of T positions the masked objective hides: a share of them, at least one, in the order drawn. */
export function hidePlaces(T: number, maskFraction: number, uniform: Uniform): number[] {
  const hidden = Math.min(T, Math.max(1, Math.round(maskFraction * T)));
  const places = Int32Array.from({ length: T }, (_, t) => t);
  return Array.from({ length: hidden }, (_, k) => {
    const pick = k + Math.floor(uniform() * (T - k));
    const t = places[pick] ?? 0;
    places[pick] = places[k] ?? 0;
    return t;
  });
}

/** Fills row `b` from the window that starts at `start`. */
function fillRow(batch: Batch, b: number, ids: Int32Array, start: number, task: Task, uniform: Uniform): void {
  const { T } = batch;
  batch.ids.set(ids.subarray(start, start + T), b * T);
  if (task.objective === 'causal') {
    batch.targets.set(ids.subarray(start + 1, start + 1 + T), b * T);
    return;
  }
  if (task.maskId === null) throw new Error('fillRow: the masked objective wants a tokenizer with [MASK], got none');
  for (const t of hidePlaces(T, task.maskFraction, uniform)) {
    batch.targets[b * T + t] = ids[start + t] ?? -1;
    batch.ids[b * T + t] = task.maskId;
  }
}

function emptyBatch(B: number, T: number): Batch {
  return { ids: new Int32Array(B * T), targets: new Int32Array(B * T).fill(-1), B, T };
}

/** The longest window that fits into `tokens`, at most T; throws if there is not even one scored position. */
function fittingLength(tokens: number, T: number, objective: Objective): number {
  const length = Math.min(T, tokens - lookAhead(objective));
  if (length < 1) throw new Error(`fittingLength: ${tokens} tokens are too few for the ${objective} objective`);
  return length;
}

/**
 * The batch of one training step: B windows at random places of the training part, drawn from the stream
 * `rng(seed, 'batch', step)`. Causal: the target is the next token. Masked (after Devlin et al. 2019): a share
 * of each window's positions, at least one, is replaced by `maskId`, and only they have targets. Where the
 * training part is shorter than a window, T is what there is: read it from the batch.
 */
export function sampleBatch(options: SampleOptions): Batch {
  const { ids, trainTokens, seed, step } = options;
  const uniform = rng(seed, 'batch', step);
  const T = fittingLength(trainTokens, options.T, options.objective);
  const batch = emptyBatch(options.B, T);
  const starts = trainTokens - T - lookAhead(options.objective) + 1;
  for (let b = 0; b < options.B; b++) fillRow(batch, b, ids, Math.floor(uniform() * starts), options, uniform);
  return batch;
}

/**
 * Fixed windows over the tokens `from` to before `to`, the same at every call: side by side from the front, and
 * where there are more than `maxWindows`, that many spread evenly. None if the part is too short to score a token.
 */
export function windowBatches(options: WindowOptions): Batch[] {
  const { ids, from, to, seed, maxWindows } = options;
  const ahead = lookAhead(options.objective);
  const tokens = to - from;
  if (tokens - ahead < 1) return [];
  const T = fittingLength(tokens, options.T, options.objective);
  const fitting = Math.floor((tokens - ahead) / T);
  const windows = Math.max(1, Math.min(fitting, maxWindows));
  const batches: Batch[] = [];
  for (let first = 0; first < windows; first += options.B) {
    const batch = emptyBatch(Math.min(options.B, windows - first), T);
    for (let b = 0; b < batch.B; b++) {
      const window = first + b;
      const start = from + Math.floor((window * fitting) / windows) * T;
      fillRow(batch, b, ids, start, options, rng(seed, 'windows', from, window));
    }
    batches.push(batch);
  }
  return batches;
}

/** Fixed windows over the held-out tail; none where nothing is held out. */
export function validationBatches({ trainTokens, ...options }: ValidationOptions): Batch[] {
  return windowBatches({ ...options, from: trainTokens, to: options.ids.length });
}
