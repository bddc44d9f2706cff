import { formatCount } from '#view/format.ts';

const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const PREFIXES = ['', 'k', 'M', 'G', 'T', 'P'];

function power(exponent: number): string {
  const digits = Array.from(String(Math.abs(exponent)), (digit) => SUPERSCRIPT[Number(digit)] ?? '').join('');
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

/** A setting's value as short as it can be told apart: 0.003, 5×10⁻⁵, 4 294 967 295. */
export function formatSetting(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.001) {
    const [mantissa = '', exponent = '0'] = value.toExponential(2).split('e');
    const short = String(Number(mantissa));
    return short === '1' ? power(Number(exponent)) : `${short}×${power(Number(exponent))}`;
  }
  return Number.isInteger(value) ? formatCount(value) : String(Number(value.toPrecision(4)));
}

/** Three digits and a prefix: 61.4 k, 3.21 G. */
export function formatShort(value: number): string {
  let size = value;
  let prefix = 0;
  while (size >= 999.5 && prefix < PREFIXES.length - 1) {
    size /= 1000;
    prefix++;
  }
  const digits = prefix === 0 ? String(Math.round(size)) : size.toPrecision(3);
  return prefix === 0 ? digits : `${digits} ${PREFIXES[prefix] ?? ''}`;
}

/** Bytes in MiB, as the engine's budget counts them. */
export function formatMiB(bytes: number): string {
  const mib = bytes / 2 ** 20;
  return `${mib < 10 ? mib.toFixed(1) : formatCount(mib)} MiB`;
}
