/** A gradient that is so much smaller than the largest has vanished. */
export const VANISHES = 1e-6;
/** One that is so much larger than where it starts, at the logits, explodes. */
const EXPLODES = 1e3;

/** The length ‖g‖ of each array; NaN where there is none. */
export function normsOf(arrays: readonly (Float32Array | undefined)[]): number[] {
  return arrays.map((data) => {
    if (!data) return Number.NaN;
    let squares = 0;
    for (let i = 0; i < data.length; i++) squares += (data[i] ?? 0) ** 2;
    return Math.sqrt(squares);
  });
}

/** What is wrong with the length of a gradient, beside the largest one and the one at the logits. */
export function signOf(norm: number, largest: number, atLogits: number): 'vanishes' | 'explodes' | null {
  if (norm === Infinity || norm > EXPLODES * atLogits) return 'explodes';
  return norm < VANISHES * largest ? 'vanishes' : null;
}
