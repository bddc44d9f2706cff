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

/** Up to this many possible pairs each has a cell of its own; beyond, pairs are sorted and counted in runs. */
const MAX_PAIR_CELLS = 1 << 22;

/** How often each different pair of neighbours occurs, in no particular order. */
function countPairs(ids: Int32Array, d_vocab: number): Iterable<number> {
  const pairAt = (i: number): number => (ids[i] ?? 0) * d_vocab + (ids[i + 1] ?? 0);
  if (d_vocab * d_vocab <= MAX_PAIR_CELLS) {
    const cells = new Uint32Array(d_vocab * d_vocab);
    for (let i = 0; i + 1 < ids.length; i++) cells[pairAt(i)] = (cells[pairAt(i)] ?? 0) + 1;
    return cells;
  }
  const pairs = Float64Array.from({ length: ids.length - 1 }, (_, i) => pairAt(i)).sort();
  const runs: number[] = [];
  let start = 0;
  for (let i = 1; i <= pairs.length; i++) {
    if (i < pairs.length && pairs[i] === pairs[start]) continue;
    runs.push(i - start);
    start = i;
  }
  return runs;
}

/** H(next | previous) = H(pairs) − H(previous) over all neighbours in `ids`, in nats. 0 for fewer than two. */
export function bigramEntropy(ids: Int32Array, d_vocab: number): number {
  if (ids.length < 2) return 0;
  const previous = countIds(ids.subarray(0, -1), d_vocab);
  return Math.max(0, entropyOfCounts(countPairs(ids, d_vocab)) - entropyOfCounts(previous));
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

/**
 * The same guide lines for a text of which only some tokens are scored, over its first `trainTokens` tokens: what the
 * scored tokens alone would cost by their counts, and given the token before each.
 */
export function scoredStatistics(
  ids: Int32Array,
  isScored: (at: number) => boolean,
  trainTokens: number,
  d_vocab: number,
): TextStatistics {
  const next: number[] = [];
  const pairs = new Map<number, number>();
  const previous = new Map<number, number>();
  for (let i = 1; i < trainTokens; i++) {
    if (!isScored(i)) continue;
    const [before, id] = [ids[i - 1] ?? 0, ids[i] ?? 0];
    next.push(id);
    previous.set(before, (previous.get(before) ?? 0) + 1);
    pairs.set(before * d_vocab + id, (pairs.get(before * d_vocab + id) ?? 0) + 1);
  }
  return {
    counts: countIds(ids, d_vocab),
    uniformNats: Math.log(d_vocab),
    unigramNats: entropyOfCounts(countIds(Int32Array.from(next), d_vocab)),
    bigramNats: Math.max(0, entropyOfCounts(pairs.values()) - entropyOfCounts(previous.values())),
  };
}
