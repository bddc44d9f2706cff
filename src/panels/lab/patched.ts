import type { PatchMap } from '#lexicon/writing.ts';

export type Measure = 'probability' | 'logit';

const sideOf = (side: PatchMap['plain'] | PatchMap, measure: Measure): Float32Array =>
  measure === 'logit' ? side.logits : side.probabilities;

/** The followed token on which the two texts differ most in probability, as an index into `tokens`. */
export function mostUnlike({ tokens, plain, other }: PatchMap): number {
  const gap = (c: number): number => Math.abs((other.probabilities[c] ?? 0) - (plain.probabilities[c] ?? 0));
  let best = 0;
  for (let c = 1; c < tokens.length; c++) if (gap(c) > gap(best)) best = c;
  return best;
}

/** What a followed token measures in the probed text, in the other one, and patched: [layers · positions], and the change. */
export function patchedOf(
  map: PatchMap,
  token: number,
  measure: Measure,
): { plain: number; other: number; values: Float32Array; changes: Float32Array } {
  const C = map.tokens.length;
  const plain = sideOf(map.plain, measure)[token] ?? Number.NaN;
  const other = sideOf(map.other, measure)[token] ?? Number.NaN;
  const all = sideOf(map, measure);
  const values = Float32Array.from({ length: all.length / C }, (_, at) => all[at * C + token] ?? Number.NaN);
  return { plain, other, values, changes: values.map((value) => value - plain) };
}

/** The cell that changes most, −1 where none changes. */
export function strongest(changes: Float32Array): number {
  let best = -1;
  for (const [at, change] of changes.entries()) {
    if (Math.abs(change) > Math.abs(changes[best] ?? 0)) best = at;
  }
  return best;
}
