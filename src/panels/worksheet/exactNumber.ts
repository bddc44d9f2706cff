import { formatNumber } from '#view/format.ts';

/** Seven significant digits: all that float32 keeps of a number, where pictures write three or four. */
export function exactNumber(x: number): string {
  const size = Math.abs(x);
  return size >= 1e-3 && size < 1e5 ? x.toPrecision(7).replace('-', '−') : formatNumber(x);
}
