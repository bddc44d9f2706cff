import { formatNumber } from '#view/format.ts';

/** A probability in a column: four decimals, powers of ten for what these would hide, a plain 0 for what is cut. */
export function formatProbability(p: number): string {
  if (p === 0 || !Number.isFinite(p)) return formatNumber(p);
  return p < 0.00095 ? formatNumber(p) : p.toFixed(4);
}
