/** Shannon entropy −Σ p ln p in nats of a distribution (Shannon 1948); 0 ln 0 counts as 0. */
export function entropyNats(probabilities: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i] ?? 0;
    if (p > 0) sum -= p * Math.log(p);
  }
  return sum;
}

/** Perplexity e^H: among how many equally likely choices the distribution is as undecided. */
export function perplexity(entropyOrLossNats: number): number {
  return Math.exp(entropyOrLossNats);
}
