import { entropyNats } from './entropy.ts';

/** The scores by name, in the order they are shown. `entropy` is in nats, the others are weights from 0 to 1. */
export const SCORE_KINDS = ['entropy', 'previous', 'first', 'same', 'induction'] as const;
export type ScoreKind = (typeof SCORE_KINDS)[number];

/** One score of a head with what it is measured against. */
export type Score = {
  score: number;
  /** What a head that looks everywhere alike would get on the same queries. */
  uniform: number;
  /** Queries that the mean is over; 0 makes both numbers NaN. */
  queries: number;
};

/**
 * One score of one head from its pattern [T, T] (row-major, rows are queries) and the T token ids of the text it read.
 * With `causal` a query sees positions up to its own. A mean over the queries that have what is asked for:
 * - `entropy`: the entropy of the row, over queries that see at least two positions;
 * - `previous`: weight on the position just before;
 * - `first`: weight on position 0, for later queries;
 * - `same`: weight on other positions that hold the query's token;
 * - `induction`: weight on positions right after an earlier occurrence of the query's token (Olsson et al. 2022).
 */
export function headScore(kind: ScoreKind, pattern_TS: Float32Array, ids: ArrayLike<number>, causal: boolean): Score {
  const T = ids.length;
  if (pattern_TS.length !== T * T) throw new Error(`headScore: pattern of ${pattern_TS.length} weights, wanted ${T} × ${T}`);
  const sees = (t: number): number => (causal ? t + 1 : T);
  if (kind === 'entropy') return rowEntropy(pattern_TS, T, sees);
  const wanted = keysOf(kind, ids, causal);
  let [sum, uniform, queries] = [0, 0, 0];
  for (let t = 0; t < T; t++) {
    const keys = wanted(t);
    if (keys.length === 0) continue;
    for (const s of keys) sum += pattern_TS[t * T + s] ?? 0;
    uniform += keys.length / sees(t);
    queries++;
  }
  return { score: sum / queries, uniform: uniform / queries, queries };
}

/** The key positions that a score asks a query about. */
function keysOf(kind: Exclude<ScoreKind, 'entropy'>, ids: ArrayLike<number>, causal: boolean): (t: number) => number[] {
  if (kind === 'previous') return (t) => (t > 0 ? [t - 1] : []);
  if (kind === 'first') return (t) => (t > 0 ? [0] : []);
  const places = placesById(ids);
  const same = (t: number): number[] => (places.get(ids[t] ?? -1) ?? []).filter((s) => s !== t && (!causal || s < t));
  if (kind === 'same') return same;
  // After an occurrence at s < t comes s + 1; where that is t itself it says nothing about copying.
  return (t) => same(t).flatMap((s) => (s + 1 < t ? [s + 1] : []));
}

function rowEntropy(pattern_TS: Float32Array, T: number, sees: (t: number) => number): Score {
  let [nats, uniformNats, queries] = [0, 0, 0];
  for (let t = 0; t < T; t++) {
    if (sees(t) < 2) continue;
    nats += entropyNats(pattern_TS.subarray(t * T, (t + 1) * T));
    uniformNats += Math.log(sees(t));
    queries++;
  }
  return { score: nats / queries, uniform: uniformNats / queries, queries };
}

function placesById(ids: ArrayLike<number>): Map<number, number[]> {
  const places = new Map<number, number[]>();
  for (let t = 0; t < ids.length; t++) {
    const id = ids[t] ?? -1;
    const known = places.get(id);
    if (known) known.push(t);
    else places.set(id, [t]);
  }
  return places;
}
