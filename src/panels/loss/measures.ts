import type { Evaluation, ExampleSpans, MetricColumns, TextScore } from '#lexicon/messages.ts';
import { logSumExp } from '#math/softmax.ts';

/** One token of the vocabulary at a position: its logit, its target (1 for the token that comes, else 0), p and p − y. */
export type GradientRow = { id: number; logit: number; target: 0 | 1; p: number; slope: number };

/**
 * What cross-entropy sees at one position: the likeliest tokens and the one that comes, and all others summed up; and
 * the loss with the two numbers it is the difference of, ln Σ exp(z) − z_y (in nats).
 */
export type PositionLoss = {
  rows: readonly GradientRow[];
  rest: { count: number; p: number };
  logSum: number;
  logit: number;
  p: number;
  nats: number;
};

/** `logits` [V] of one position, `target` the id that comes there. */
export function positionLoss(logits: ArrayLike<number>, target: number, top: number): PositionLoss {
  const logSum = logSumExp(logits);
  const p = (id: number): number => Math.exp((logits[id] ?? Number.NaN) - logSum);
  const order = Array.from({ length: logits.length }, (_, id) => id).sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0) || a - b);
  const shown = order.slice(0, top);
  if (!shown.includes(target)) shown.push(target);
  const rows = shown.map((id): GradientRow => {
    const y = id === target ? 1 : 0;
    return { id, logit: logits[id] ?? Number.NaN, target: y, p: p(id), slope: p(id) - y };
  });
  return {
    rows,
    rest: { count: logits.length - rows.length, p: Math.max(0, 1 - rows.reduce((sum, row) => sum + row.p, 0)) },
    logSum,
    logit: logits[target] ?? Number.NaN,
    p: p(target),
    nats: logSum - (logits[target] ?? Number.NaN),
  };
}

/** The example that a token of the text stands in; null between examples. */
export function exampleAt({ from, to }: ExampleSpans, index: number): { from: number; to: number } | null {
  const example = from.findLastIndex((start) => start <= index);
  const [first, end] = [from[example], to[example]];
  return first === undefined || end === undefined || index >= end ? null : { from: first, to: end };
}

/** What a stretch of tokens cost: how many were scored, their mean in nats with its standard error, and how many were the likeliest. */
export type Account = { tokens: number; meanNats: number; errorNats: number; right: number };

/** The account of the tokens from `from` to before `to`; those that were not asked for (NaN) do not count. */
export function accountOf({ loss, guesses }: TextScore, ids: Int32Array, from: number, to: number): Account {
  let [tokens, sum, squares, right] = [0, 0, 0, 0];
  for (let at = from; at < to; at++) {
    const nats = loss[at] ?? Number.NaN;
    if (Number.isNaN(nats)) continue;
    tokens++;
    sum += nats;
    squares += nats * nats;
    if (guesses[at] === ids[at]) right++;
  }
  const meanNats = sum / tokens;
  const spread = Math.max(0, squares / tokens - meanNats ** 2);
  return { tokens, meanNats, errorNats: Math.sqrt(spread / tokens), right };
}

/** How much more a token of the second account costs than one of the first; 0 where chance alone makes as much (two standard errors). */
export function gapNats(first: Account, second: Account): number {
  const gap = second.meanNats - first.meanNats;
  return gap > 2 * Math.hypot(first.errorNats, second.errorNats) ? gap : 0;
}

/** Mean loss of each of about `count` equal stretches of the text, and the token each begins with. */
export function stretchesOf(loss: Float32Array, count: number): { starts: Float64Array; means: Float32Array } {
  const size = Math.max(1, Math.ceil(loss.length / count));
  const parts = Math.ceil(loss.length / size);
  const means = Float32Array.from({ length: parts }, (_, part) => {
    const scored = loss.subarray(part * size, (part + 1) * size).filter((nats) => !Number.isNaN(nats));
    return scored.reduce((sum, nats) => sum + nats, 0) / scored.length;
  });
  return { starts: Float64Array.from(means, (_, part) => part * size), means };
}

/** Loss of training and validation at the steps that were evaluated. */
export type Curves = { step: Float64Array; train: Float64Array; validation: Float64Array };

/** At each evaluation the validation loss, and the mean loss of the training batches since the one before. */
export function curvesOf({ step, loss }: MetricColumns, evaluations: readonly Evaluation[]): Curves {
  const rows = evaluations.filter(({ valLoss }) => Number.isFinite(valLoss));
  const train = new Float64Array(rows.length);
  let at = 0;
  rows.forEach((row, i) => {
    let [sum, count] = [0, 0];
    for (; at < step.length && (step[at] ?? 0) <= row.step; at++) {
      sum += loss[at] ?? 0;
      count++;
    }
    train[i] = sum / count;
  });
  return {
    step: Float64Array.from(rows, (row) => row.step),
    train,
    validation: Float64Array.from(rows, ({ valLoss }) => valLoss),
  };
}

/** Evaluations behind the best one before it can be said that the curves part: fewer may be chance. */
const PATIENCE = 3;
/** So much above its best must validation lie, as a share. */
const RISE = 0.01;

/**
 * Where the curves part: the step of the lowest validation loss, if since then, over at least three evaluations, the
 * validation loss stayed above it and lies a hundredth higher at the end while the training loss fell. −1 where they do not.
 */
export function partingIndex({ train, validation }: Curves): number {
  let best = 0;
  validation.forEach((nats, i) => {
    if (nats < (validation[best] ?? Infinity)) best = i;
  });
  const last = validation.length - 1;
  if (last - best < PATIENCE) return -1;
  const lowest = validation[best] ?? Number.NaN;
  const risen = validation.subarray(last - PATIENCE + 1).every((nats) => nats > lowest * (1 + RISE));
  return risen && (train[last] ?? 0) < (train[best] ?? 0) ? best : -1;
}
