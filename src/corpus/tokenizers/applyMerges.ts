import { createHeap } from './heap.ts';

const PAIR_BASE = 1 << 20;

/** The rank of each pair, by pair; merge of rank r makes id 256 + r. */
export type Ranks = ReadonlyMap<number, number>;

/** The ranks of merges that were learnt in this order, each a pair of ids. */
export function ranksOf(merges: readonly (readonly [number, number])[]): Ranks {
  return new Map(merges.map(([left, right], rank) => [left * PAIR_BASE + right, rank]));
}

type Candidate = { rank: number; place: number; left: number; right: number };

/**
 * The ids of one word: its bytes, merged by the lowest rank first, from left to right, until no pair of
 * neighbours has a rank. O(n log n), so that a word of megabytes does not hang.
 */
export function applyMerges(bytes: Uint8Array, ranks: Ranks): Int32Array {
  const symbols = Int32Array.from(bytes);
  if (bytes.length < 2 || ranks.size === 0) return symbols;
  const next = Int32Array.from(bytes, (_, i) => (i + 1 < bytes.length ? i + 1 : -1));
  const previous = Int32Array.from(bytes, (_, i) => i - 1);
  const queue = createHeap<Candidate>((a, b) => a.rank < b.rank || (a.rank === b.rank && a.place < b.place));
  const offer = (place: number): void => {
    const second = next[place] ?? -1;
    if (second < 0) return;
    const left = symbols[place] ?? -1;
    const right = symbols[second] ?? -1;
    const rank = ranks.get(left * PAIR_BASE + right);
    if (rank !== undefined) queue.push({ rank, place, left, right });
  };
  for (let place = 0; place < symbols.length; place++) offer(place);
  for (let best = queue.pop(); best; best = queue.pop()) {
    const { rank, place, left, right } = best;
    const second = next[place] ?? -1;
    if (symbols[place] !== left || second < 0 || symbols[second] !== right) continue;
    const after = next[second] ?? -1;
    symbols[place] = 256 + rank;
    symbols[second] = -1;
    next[place] = after;
    if (after >= 0) previous[after] = place;
    offer(place);
    const before = previous[place] ?? -1;
    if (before >= 0) offer(before);
  }
  return symbols.filter((symbol) => symbol >= 0);
}
