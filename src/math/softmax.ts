/**
 * Softmax of `logits` divided by `temperature` (> 0), in float64 with the maximum taken out first:
 * p_i = exp((l_i - max) / T) / Σ_j exp((l_j - max) / T). Any length N ≥ 1; −∞ gives 0.
 */
export function softmax(logits: ArrayLike<number>, temperature = 1): Float64Array {
  const out = new Float64Array(logits.length);
  let max = -Infinity;
  for (let i = 0; i < logits.length; i++) max = Math.max(max, logits[i] ?? -Infinity);
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    const e = Math.exp(((logits[i] ?? -Infinity) - max) / temperature);
    out[i] = e;
    sum += e;
  }
  for (let i = 0; i < out.length; i++) out[i] = (out[i] ?? 0) / sum;
  return out;
}

/** ln Σ_i exp(x_i), stable: what turns a logit into a log-probability (ln p_i = x_i − logSumExp(x)). */
export function logSumExp(values: ArrayLike<number>): number {
  let max = -Infinity;
  for (let i = 0; i < values.length; i++) max = Math.max(max, values[i] ?? -Infinity);
  if (max === -Infinity) return -Infinity;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp((values[i] ?? -Infinity) - max);
  return max + Math.log(sum);
}

/** Index of the largest value, the lowest of several; −1 when nothing is larger than −∞. */
export function argmax(values: ArrayLike<number>): number {
  let best = -1;
  let max = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? -Infinity;
    if (value > max) {
      max = value;
      best = i;
    }
  }
  return best;
}
