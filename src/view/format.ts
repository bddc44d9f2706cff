/** U+2212: a hyphen is too short and sits too low beside figures. */
const MINUS = '−';
const NARROW_SPACE = '\u202f';

const signed = (text: string): string => text.replaceAll('-', MINUS);

/**
 * A number as pictures write it: four significant digits from 1 on, three below, a power of ten outside
 * 0.001 … 99 999, a true minus sign, `−∞` for what a mask hides. For non-zero x: `1.234`, `0.0123`, `−1.2e−5`.
 */
export function formatNumber(x: number): string {
  if (Number.isNaN(x)) return 'NaN';
  if (!Number.isFinite(x)) return x < 0 ? `${MINUS}∞` : '∞';
  if (x === 0) return '0';
  const size = Math.abs(x);
  if (size >= 99_999.5 || size < 0.0009995) return signed(x.toExponential(1).replace('e+', 'e'));
  const digits = size < 0.9995 ? 3 : 4;
  const rounded = Math.abs(Number(x.toPrecision(digits)));
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(rounded)));
  return signed(x.toFixed(Math.min(decimals, 5)));
}

/** A probability or a share of one with three decimals, so that columns of them keep their width. */
export function formatShare(x: number): string {
  if (!Number.isFinite(x)) return formatNumber(x);
  if (x > 0 && x < 0.0005) return '<0.001';
  return signed(x.toFixed(3));
}

/** A whole number in groups of three: `1 240`. */
export function formatCount(n: number): string {
  if (!Number.isFinite(n)) return formatNumber(n);
  return signed(String(Math.round(n))).replace(/\B(?=(\d{3})+$)/g, NARROW_SPACE);
}

/** A tick of an axis: no more digits than its step needs. */
export function formatTick(x: number): string {
  if (x === 0) return '0';
  const size = Math.abs(x);
  if (size >= 10_000 || size < 0.001) {
    if (Number.isInteger(x) && size < 1_000_000) return size % 1000 === 0 ? `${signed(String(x / 1000))}k` : formatCount(x);
    return signed(String(Number(x.toPrecision(3)).toExponential()).replace('e+', 'e'));
  }
  return signed(String(Number(x.toPrecision(4))));
}

/** A tick of an axis that counts: nothing between whole numbers. */
export function wholeTick(x: number): string {
  return Number.isInteger(x) ? formatTick(x) : '';
}
