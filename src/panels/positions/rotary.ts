/**
 * The angle per position of each pair of a head of `width` numbers, θ_k = base^(−2k / width), k = 0 … width/2 − 1
 * (Su et al. 2021, eq. 15). Number k is paired with number k + width/2.
 */
export function thetas(width: number, base: number): Float64Array {
  return Float64Array.from({ length: Math.floor(width / 2) }, (_, k) => base ** ((-2 * k) / width));
}

/** Angles t·θ_k brought into (−π, π], as [T, K/2]. */
export function anglesWithinTurn(positions: number, theta: Float64Array): Float32Array {
  const pairs = theta.length;
  return Float32Array.from({ length: positions * pairs }, (_, i) => withinTurn(Math.floor(i / pairs) * (theta[i % pairs] ?? 0)));
}

/** The same direction as an angle in (−π, π]. */
export function withinTurn(angle: number): number {
  return angle - 2 * Math.PI * Math.ceil((angle - Math.PI) / (2 * Math.PI));
}

/** The two numbers of a pair of one head at one position; `data` [T, H, K]. */
export function pairOf(
  data: Float32Array,
  shape: readonly number[],
  at: { position: number; head: number; pair: number },
): { x: number; y: number } {
  const [heads, width] = [shape.at(-2) ?? 0, shape.at(-1) ?? 0];
  const start = (at.position * heads + at.head) * width + at.pair;
  return { x: data[start] ?? NaN, y: data[start + width / 2] ?? NaN };
}
