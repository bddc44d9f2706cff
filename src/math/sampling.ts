import { argmax, softmax } from './softmax.ts';

/** What shapes a distribution before a token is drawn; `top_k` 0 and `top_p` 1 keep all, `temperature` 0 is greedy. */
export type SamplingSettings = { temperature: number; top_k: number; top_p: number };

/** The distribution a token is drawn from. */
export type SampledDistribution = {
  /** [V], after temperature and filters, renormalised: 0 for what was cut; sums to 1. */
  probabilities: Float64Array;
  /** [V], ids by falling logit, ties by the lower id. */
  order: Int32Array;
  /** How many ids at the front of `order` are kept. */
  kept: number;
};

/**
 * Temperature, then top-k, then top-p, in the order the common samplers use (Fan et al. 2018; Holtzman et al. 2020):
 * softmax(logits / T); keep the `top_k` likeliest; of these, renormalised, keep the smallest prefix whose mass
 * reaches `top_p`, at least one; renormalise. T = 0 puts all mass on the largest logit.
 * Throws on a logit that is NaN or +∞, and when none is finite.
 */
export function sampleDistribution(logits: ArrayLike<number>, settings: SamplingSettings): SampledDistribution {
  const order = sortByFalling(logits);
  const probabilities = new Float64Array(logits.length);
  if (settings.temperature <= 0) {
    probabilities[argmax(logits)] = 1;
    return { probabilities, order, kept: 1 };
  }
  const warm = softmax(logits, settings.temperature);
  const limit = settings.top_k > 0 ? Math.min(settings.top_k, order.length) : order.length;
  const kept = settings.top_p < 1 ? prefixReaching(warm, order, limit, settings.top_p) : limit;
  const mass = massOf(warm, order, kept);
  for (let rank = 0; rank < kept; rank++) {
    const id = order[rank] ?? 0;
    probabilities[id] = (warm[id] ?? 0) / mass;
  }
  return { probabilities, order, kept };
}

function sortByFalling(logits: ArrayLike<number>): Int32Array {
  let finite = 0;
  for (let i = 0; i < logits.length; i++) {
    const logit = logits[i] ?? NaN;
    if (Number.isNaN(logit) || logit === Infinity) {
      throw new Error(`sampleDistribution: logit ${i} is ${logit}, wanted a finite number or −∞`);
    }
    if (logit !== -Infinity) finite++;
  }
  if (finite === 0) throw new Error(`sampleDistribution: none of ${logits.length} logits is finite`);
  const at = (id: number): number => logits[id] ?? -Infinity;
  return Int32Array.from({ length: logits.length }, (_, id) => id).sort((a, b) => (at(a) === at(b) ? a - b : at(b) - at(a)));
}

function massOf(probabilities: Float64Array, order: Int32Array, count: number): number {
  let sum = 0;
  for (let rank = 0; rank < count; rank++) sum += probabilities[order[rank] ?? 0] ?? 0;
  return sum;
}

function prefixReaching(probabilities: Float64Array, order: Int32Array, limit: number, topP: number): number {
  const wanted = topP * massOf(probabilities, order, limit);
  let sum = 0;
  for (let rank = 0; rank < limit; rank++) {
    sum += probabilities[order[rank] ?? 0] ?? 0;
    if (sum >= wanted) return rank + 1;
  }
  return limit;
}
