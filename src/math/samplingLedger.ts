import { sampleDistribution } from './sampling.ts';
import type { SamplingSettings } from './sampling.ts';
import { softmax } from './softmax.ts';

/** Why a token can be drawn or not. */
export type Kept = 'kept' | 'topK' | 'topP' | 'greedy';
/** One candidate: its numbers on the way from logit to being drawn. */
export type LedgerRow = {
  /** From 1, by falling logit. */
  rank: number;
  id: number;
  logit: number;
  /** Logit ÷ T; −∞ at T = 0 for all but the largest. */
  warm: number;
  /** softmax of the logits at T = 1: what the model itself says. */
  model: number;
  /** What it is drawn with: after temperature and filters, 0 for what was cut. */
  probability: number;
  kept: Kept;
  /** Where its stretch of the cumulative sum begins, by falling probability. */
  from: number;
};
/** All that decided about one token. */
export type SamplingLedger = {
  id: number;
  /** The random number in [0, 1): the token is the one whose stretch of the cumulative sum it falls in. */
  uniform: number;
  /** The likeliest ones, and the drawn one if it is none of them; ranks ascend. */
  rows: readonly LedgerRow[];
  /** What has no row: how many, how many of them are kept, their sums. */
  rest: { count: number; kept: number; model: number; probability: number };
  vocabulary: number;
  kept: number;
};

/** The rank (from 0) whose stretch of the cumulative sum, by falling probability, holds the uniform number. */
export function drawnRank(probabilities: Float64Array, order: Int32Array, kept: number, uniform: number): number {
  let sum = 0;
  for (let rank = 0; rank < kept; rank++) {
    sum += probabilities[order[rank] ?? 0] ?? 0;
    if (uniform < sum) return rank;
  }
  // Rounding may leave the sum a hair below 1.
  return Math.max(0, kept - 1);
}

/**
 * The whole way of one token from its logits [V]: temperature, top-k, top-p (as `sampleDistribution`), the draw. At most
 * `most` rows, and the drawn token's. Throws on logits that are NaN or +∞.
 */
export function samplingLedger(
  logits: ArrayLike<number>,
  settings: SamplingSettings,
  uniform: number,
  most: number,
): SamplingLedger {
  const { probabilities, order, kept } = sampleDistribution(logits, settings);
  const model = softmax(logits, 1);
  const greedy = settings.temperature <= 0;
  const drawn = greedy ? 0 : drawnRank(probabilities, order, kept, uniform);
  // At T = 0 all mass is on the largest logit, the first of equals.
  const byTopK = settings.top_k > 0 ? Math.min(settings.top_k, order.length) : order.length;
  const rows: LedgerRow[] = [];
  const rest = { count: 0, kept: 0, model: 0, probability: 0 };
  let from = 0;
  for (let rank = 0; rank < order.length; rank++) {
    const id = order[rank] ?? 0;
    const probability = probabilities[id] ?? 0;
    if (rank < most || rank === drawn) {
      const logit = logits[id] ?? Number.NaN;
      rows.push({
        rank: rank + 1,
        id,
        logit,
        warm: greedy ? (rank === 0 ? logit : -Infinity) : logit / settings.temperature,
        model: model[id] ?? 0,
        probability,
        kept: rank < kept ? 'kept' : greedy ? 'greedy' : rank >= byTopK ? 'topK' : 'topP',
        from: rank < kept ? from : 1,
      });
    } else {
      rest.count++;
      if (rank < kept) rest.kept++;
      rest.model += model[id] ?? 0;
      rest.probability += probability;
    }
    from += probability;
  }
  return { id: order[drawn] ?? 0, uniform, rows, rest, vocabulary: order.length, kept };
}
