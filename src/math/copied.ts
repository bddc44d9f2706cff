/** How much of a sequence stands in another word for word. */
export type Copied = {
  /** Length of the longest run of elements that stands in the source as it is. */
  longest: number;
  /** Share of the elements that lie in such a run of at least `least` elements; 0 of an empty sequence. */
  share: number;
};

/**
 * What of `written` is copied from `source`: the longest run that ends at each element, by the row-by-row recurrence of
 * the longest common substring, run(i, j) = run(i − 1, j − 1) + 1 where the elements are equal. O(written × source).
 */
export function copiedFrom(written: ArrayLike<number>, source: ArrayLike<number>, least: number): Copied {
  const runs = new Uint32Array(source.length + 1);
  const isCopied = new Uint8Array(written.length);
  let longest = 0;
  for (let i = 0; i < written.length; i++) {
    let best = 0;
    for (let j = source.length; j > 0; j--) {
      const run = source[j - 1] === written[i] ? (runs[j - 1] ?? 0) + 1 : 0;
      runs[j] = run;
      if (run > best) best = run;
    }
    longest = Math.max(longest, best);
    if (best >= least) isCopied.fill(1, i - best + 1, i + 1);
  }
  const copied = isCopied.reduce((sum, one) => sum + one, 0);
  return { longest, share: written.length === 0 ? 0 : copied / written.length };
}
