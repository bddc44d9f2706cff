/** What a model that knows only counts would reach: the guide lines below which real learning starts. All in nats. */
export type TextStatistics = {
  /** How often each id stands in the whole text. */
  counts: Uint32Array;
  /** ln V: every piece equally likely. */
  uniformNats: number;
  /** Entropy of the pieces of the training part. */
  unigramNats: number;
  /** Entropy of a piece of the training part given the one before it. */
  bigramNats: number;
};

/** How often each id below `d_vocab` occurs. */
export function countIds(ids: Int32Array, d_vocab: number): Uint32Array {
  const counts = new Uint32Array(d_vocab);
  for (const id of ids) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}

/** Entropy in nats of a distribution given as counts: −Σ (n/N) ln(n/N) (Shannon 1948). 0 for nothing. */
export function entropyOfCounts(counts: Iterable<number>): number {
  let total = 0;
  let weighted = 0;
  for (const count of counts) {
    if (count === 0) continue;
    total += count;
    weighted += count * Math.log(count);
  }
  return total === 0 ? 0 : Math.max(0, Math.log(total) - weighted / total);
}

/** H(next | previous) = H(pairs) − H(previous) over all neighbours in `ids`, in nats. 0 for fewer than two. */
export function bigramEntropy(ids: Int32Array, d_vocab: number): number {
  if (ids.length < 2) return 0;
  const pairs = new Float64Array(ids.length - 1);
  for (let i = 0; i < pairs.length; i++) pairs[i] = (ids[i] ?? 0) * d_vocab + (ids[i + 1] ?? 0);
  pairs.sort();
  const runs: number[] = [];
  let start = 0;
  for (let i = 1; i <= pairs.length; i++) {
    if (i < pairs.length && pairs[i] === pairs[start]) continue;
    runs.push(i - start);
    start = i;
  }
  return Math.max(0, entropyOfCounts(runs) - entropyOfCounts(countIds(ids.subarray(0, -1), d_vocab)));
}

/** Counts over the whole text, entropies over its first `trainTokens` tokens. */
export function textStatistics(ids: Int32Array, trainTokens: number, d_vocab: number): TextStatistics {
  const training = ids.subarray(0, trainTokens);
  return {
    counts: countIds(ids, d_vocab),
    uniformNats: Math.log(d_vocab),
    unigramNats: entropyOfCounts(countIds(training, d_vocab)),
    bigramNats: bigramEntropy(training, d_vocab),
  };
}
