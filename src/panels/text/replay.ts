import type { TextInfo } from '#lexicon/messages.ts';

type Merges = TextInfo['merges'];

/** Which merge (its place in the order learnt) made an id; ids that no merge made are not in it. */
export function rankOfIds(merges: Merges): ReadonlyMap<number, number> {
  return new Map(merges.map(([, , merged], rank) => [merged, rank]));
}

/**
 * A tokenised text as it stood when only the first `count` merges were known: each token is taken apart until its
 * pieces need no later merge. Merges are applied in the order learnt and a token's parts were merged before it, so
 * this is exactly what the tokenizer had after `count` merges.
 */
export function afterMerges(
  ids: ArrayLike<number>,
  merges: Merges,
  ranks: ReadonlyMap<number, number>,
  count: number,
): Int32Array {
  const out: number[] = [];
  const stack: number[] = [];
  for (let i = 0; i < ids.length; i++) {
    stack.push(ids[i] ?? 0);
    while (stack.length > 0) {
      const id = stack.pop() ?? 0;
      const rank = ranks.get(id);
      const merge = rank === undefined || rank < count ? undefined : merges[rank];
      if (merge) stack.push(merge[1], merge[0]);
      else out.push(id);
    }
  }
  return Int32Array.from(out);
}

/** The numbers of merges at which a stretch of text changes, ascending, from 0: where replaying it is worth a stop. */
export function changesOf(ids: ArrayLike<number>, merges: Merges, ranks: ReadonlyMap<number, number>): number[] {
  const used = new Set<number>();
  const stack = Array.from(ids);
  while (stack.length > 0) {
    const id = stack.pop() ?? 0;
    const rank = ranks.get(id);
    const merge = rank === undefined ? undefined : merges[rank];
    if (rank === undefined || !merge) continue;
    used.add(rank + 1);
    stack.push(merge[0], merge[1]);
  }
  return [0, ...[...used].sort((a, b) => a - b)];
}

/** In how many places of a text one merge (by its rank) was made: how often its piece stood there before later merges took it up. */
export function placesOfMerge(merges: Merges, counts: ArrayLike<number>, rank: number): number {
  const made = merges[rank]?.[2];
  if (made === undefined) return 0;
  const within = new Map<number, number>([[made, 1]]);
  let places = counts[made] ?? 0;
  for (const [left, right, merged] of merges.slice(rank + 1)) {
    const times = (within.get(left) ?? 0) + (within.get(right) ?? 0);
    if (times === 0) continue;
    within.set(merged, times);
    places += times * (counts[merged] ?? 0);
  }
  return places;
}
