/** The length of the longest common subsequence of two sequences. */
export function longestCommonSubsequence(a: readonly string[], b: readonly string[]): number {
  let above = new Uint32Array(b.length + 1);
  for (const unit of a) {
    const row = new Uint32Array(b.length + 1);
    for (let j = 0; j < b.length; j++) {
      row[j + 1] = unit === b[j] ? (above[j] ?? 0) + 1 : Math.max(above[j + 1] ?? 0, row[j] ?? 0);
    }
    above = row;
  }
  return above[b.length] ?? 0;
}

/**
 * ROUGE-L of one answer, from 0 to 1 (Lin 2004, section 3): with the longest common subsequence of length l, the
 * harmonic mean of recall l / expected and precision l / got.
 */
export function rougeL(expected: readonly string[], got: readonly string[]): number {
  if (expected.length === 0 || got.length === 0) return expected.length === got.length ? 1 : 0;
  return (2 * longestCommonSubsequence(expected, got)) / (expected.length + got.length);
}
