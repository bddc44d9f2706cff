import type { Pace } from '../pace.ts';
import { createHeap } from './heap.ts';
import type { OnProgress } from './tokenizer.ts';

/** Pairs of ids as one number; ids stay far below 2^20. */
const PAIR_BASE = 1 << 20;

/** A pair of neighbours: how often it stands in the text, and where (places may be stale; they are checked). */
type Pair = { left: number; right: number; count: number; places: number[] };
type Candidate = { pair: Pair; count: number };

/** The symbols of all different words behind one another, linked, so that a merge touches only its places. */
type Chain = { symbols: Int32Array; next: Int32Array; previous: Int32Array; weights: Int32Array };

function chainOf(words: ReadonlyMap<string, number>): Chain {
  const utf8 = new TextEncoder();
  const encoded = [...words].map(([word, count]) => ({ bytes: utf8.encode(word), count }));
  const total = encoded.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const chain: Chain = {
    symbols: new Int32Array(total),
    next: new Int32Array(total),
    previous: new Int32Array(total),
    weights: new Int32Array(total),
  };
  let at = 0;
  for (const { bytes, count } of encoded) {
    const start = at;
    const end = at + bytes.length;
    for (const byte of bytes) {
      chain.symbols[at] = byte;
      chain.previous[at] = at > start ? at - 1 : -1;
      chain.next[at] = at + 1 < end ? at + 1 : -1;
      chain.weights[at] = count;
      at++;
    }
  }
  return chain;
}

/**
 * Byte-pair encoding (Gage 1994; Sennrich et al. 2016) with counts kept up to date instead of counted anew:
 * the most frequent pair of neighbours becomes a new symbol, again and again, until there are `wanted` merges
 * or no pair stands twice. Ties go to the smaller left id, then to the smaller right id. Symbols 0–255 are
 * bytes, merge k makes symbol 256 + k.
 * @param words the text's words and how often each occurs; no merge crosses their borders
 */
export async function learnMerges(
  words: ReadonlyMap<string, number>,
  wanted: number,
  pace: Pace,
  onProgress?: OnProgress,
): Promise<[left: number, right: number][]> {
  const { symbols, next, previous, weights } = chainOf(words);
  const pairs = new Map<number, Pair>();
  const queue = createHeap<Candidate>(
    (a, b) =>
      a.count > b.count ||
      (a.count === b.count && (a.pair.left < b.pair.left || (a.pair.left === b.pair.left && a.pair.right < b.pair.right))),
  );
  const symbolAt = (place: number): number => symbols[place] ?? -1;
  const add = (place: number, left: number, right: number): Pair => {
    const key = left * PAIR_BASE + right;
    let pair = pairs.get(key);
    if (!pair) pairs.set(key, (pair = { left, right, count: 0, places: [] }));
    pair.count += weights[place] ?? 0;
    pair.places.push(place);
    return pair;
  };
  const remove = (place: number, left: number, right: number): void => {
    const pair = pairs.get(left * PAIR_BASE + right);
    if (pair) pair.count -= weights[place] ?? 0;
  };

  for (let place = 0; place < symbols.length; place++) {
    const after = next[place] ?? -1;
    if (after >= 0) add(place, symbolAt(place), symbolAt(after));
    const rest = pace(1);
    if (rest) await rest;
  }
  for (const pair of pairs.values()) queue.push({ pair, count: pair.count });

  const merges: [number, number][] = [];
  while (merges.length < wanted) {
    const best = queue.pop();
    if (!best || best.count < 2) break;
    const { pair } = best;
    if (best.count !== pair.count) {
      // Counts of old pairs only fall: the candidate goes back to where it now belongs.
      queue.push({ pair, count: pair.count });
      continue;
    }
    const { left, right } = pair;
    const merged = 256 + merges.length;
    const fresh = new Set<Pair>();
    for (const place of pair.places) {
      const second = next[place] ?? -1;
      if (symbolAt(place) !== left || second < 0 || symbolAt(second) !== right) continue;
      const before = previous[place] ?? -1;
      const after = next[second] ?? -1;
      if (before >= 0) {
        remove(before, symbolAt(before), left);
        fresh.add(add(before, symbolAt(before), merged));
      }
      if (after >= 0) {
        remove(second, right, symbolAt(after));
        fresh.add(add(place, merged, symbolAt(after)));
        previous[after] = place;
      }
      symbols[place] = merged;
      symbols[second] = -1;
      next[place] = after;
    }
    pairs.delete(left * PAIR_BASE + right);
    for (const created of fresh) queue.push({ pair: created, count: created.count });
    merges.push([left, right]);
    const rest = pace(pair.places.length + 64);
    if (rest) {
      onProgress?.(merges.length / wanted);
      await rest;
    }
  }
  return merges;
}
