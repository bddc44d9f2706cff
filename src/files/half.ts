/** The nearest IEEE 754 binary16 of a number, ties to even; beyond 65504 it is infinite. */
export function toHalf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (size >= 65520) return sign | 0x7c00;
  // Below the smallest normal number all steps are 2^-24 wide; above, 2^-10 of the power of two below.
  const exponent = Math.max(-14, Math.floor(Math.log2(size || Number.MIN_VALUE)));
  const unit = 2 ** (exponent - 10);
  const steps = roundToEven(size / unit);
  // A carry out of the fraction raises the exponent by itself, since both are one number.
  return sign | (exponent === -14 && steps < 1024 ? steps : ((exponent + 14) << 10) + steps);
}

/** The number that a binary16 stands for. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
