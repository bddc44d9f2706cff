/** A hidden token: where, which, what the model puts there, and what the right one costs. */
export type Gap = { position: number; hidden: number; guess: number; p: number; lossNats: number };

/** The gaps of a stretch from its logits [T,V] and losses [T]; none where the arrays belong to another stretch. */
export function gapsOf(targets: Int32Array, logits_TV: Float32Array, loss_T: Float32Array): Gap[] {
  const T = targets.length;
  if (loss_T.length !== T || T === 0 || logits_TV.length % T !== 0) return [];
  const V = logits_TV.length / T;
  return Array.from(targets.keys())
    .filter((position) => (targets[position] ?? -1) >= 0)
    .map((position) => {
      const row = logits_TV.subarray(position * V, (position + 1) * V);
      const guess = row.reduce((best, logit, id) => (logit > (row[best] ?? -Infinity) ? id : best), 0);
      const lossNats = loss_T[position] ?? Number.NaN;
      return { position, hidden: targets[position] ?? -1, guess, p: Math.exp(-lossNats), lossNats };
    });
}
