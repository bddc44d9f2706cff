import { entropyNats } from '#math/entropy.ts';
import { sampleDistribution } from '#math/sampling.ts';
import type { SamplingSettings } from '#math/sampling.ts';
import { logSumExp, softmax } from '#math/softmax.ts';

export type LedgerRow = {
  id: number;
  /** 1 is the largest logit. */
  rank: number;
  logit: number;
  /** logit / T; NaN at T = 0. */
  warm: number;
  /** softmax(logits / T), before the filters. */
  before: number;
  kept: boolean;
  /** What the token is drawn with. */
  after: number;
};

/** One position's way from logits to the distribution that is drawn from: a few rows, and exactly what they leave out. */
export type Ledger = {
  rows: readonly LedgerRow[];
  /** All of the vocabulary that has no row: how many, how many of them kept, their mass before and after the filters. */
  tail: { count: number; kept: number; before: number; after: number };
  entropyBefore: number;
  entropyAfter: number;
};

/** The `top` likeliest tokens, and `extra` with its rank when it is not among them. `logits` [V]. */
export function makeLedger(logits: ArrayLike<number>, settings: SamplingSettings, top: number, extra: number | null): Ledger {
  const { probabilities, order, kept } = sampleDistribution(logits, settings);
  const greedy = settings.temperature <= 0;
  const before = greedy ? probabilities : softmax(logits, settings.temperature);
  const rowOf = (rank: number): LedgerRow => {
    const id = order[rank] ?? 0;
    const logit = logits[id] ?? NaN;
    return {
      id,
      rank: rank + 1,
      logit,
      warm: greedy ? NaN : logit / settings.temperature,
      before: before[id] ?? 0,
      kept: rank < kept,
      after: probabilities[id] ?? 0,
    };
  };
  const ranks = Array.from({ length: Math.min(top, order.length) }, (_, rank) => rank);
  const extraRank = extra === null ? -1 : order.indexOf(extra);
  if (extraRank >= ranks.length) ranks.push(extraRank);
  const shown = new Set(ranks);
  const tail = { count: order.length - ranks.length, kept: 0, before: 0, after: 0 };
  order.forEach((id, rank) => {
    if (shown.has(rank)) return;
    if (rank < kept) tail.kept++;
    tail.before += before[id] ?? 0;
    tail.after += probabilities[id] ?? 0;
  });
  return { rows: ranks.map(rowOf), tail, entropyBefore: entropyNats(before), entropyAfter: entropyNats(probabilities) };
}

/** −ln p of a token at T = 1: the loss of its position, in nats. */
export function lossOf(logits: ArrayLike<number>, id: number): number {
  return logSumExp(logits) - (logits[id] ?? NaN);
}

/** The likeliest token of a position at T = 1, and the probability of the one that stands in the text. */
export type Guess = { id: number; p: number; actual: number | null; pActual: number };

/** For each of T positions the likeliest of V tokens. `logits` [T, V]; `actualOf` gives the id in the text, or null. */
export function guesses(logits: Float32Array, T: number, V: number, actualOf: (position: number) => number | null): Guess[] {
  return Array.from({ length: T }, (_, position) => {
    const row = logits.subarray(position * V, (position + 1) * V);
    const total = logSumExp(row);
    let id = 0;
    for (let v = 1; v < V; v++) if ((row[v] ?? -Infinity) > (row[id] ?? -Infinity)) id = v;
    const actual = actualOf(position);
    const p = (one: number): number => Math.exp((row[one] ?? -Infinity) - total);
    return { id, p: p(id), actual, pActual: actual === null ? NaN : p(actual) };
  });
}
