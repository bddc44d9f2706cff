type Pair = { expected: readonly string[]; got: readonly string[] };

const LONGEST = 4;

function countNgrams(units: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= units.length; i++) {
    const key = units.slice(i, i + n).join('\u0000');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** How many n-grams of the answers stand in what was expected, none counted oftener than there, of how many. */
function matches(pairs: readonly Pair[], n: number): { matched: number; all: number } {
  let [matched, all] = [0, 0];
  for (const { expected, got } of pairs) {
    const wanted = countNgrams(expected, n);
    for (const [key, count] of countNgrams(got, n)) {
      matched += Math.min(count, wanted.get(key) ?? 0);
      all += count;
    }
  }
  return { matched, all };
}

/**
 * BLEU of a whole set of answers, one reference each, from 0 to 1 (Papineni et al. 2002, section 2.3): the geometric
 * mean of the clipped precisions of 1- to 4-grams, times exp(1 − r/c) where the answers' length c is below the
 * references' length r. Orders longer than every reference are left out; an order without a match makes it 0.
 */
export function bleu(pairs: readonly Pair[]): number {
  const longest = Math.min(LONGEST, Math.max(0, ...pairs.map(({ expected }) => expected.length)));
  if (longest === 0) return Number.NaN;
  let logSum = 0;
  for (let n = 1; n <= longest; n++) {
    const { matched, all } = matches(pairs, n);
    if (matched === 0) return 0;
    logSum += Math.log(matched / all);
  }
  const r = pairs.reduce((sum, { expected }) => sum + expected.length, 0);
  const c = pairs.reduce((sum, { got }) => sum + got.length, 0);
  return Math.min(1, Math.exp(1 - r / c)) * Math.exp(logSum / longest);
}
