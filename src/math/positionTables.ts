/** Sinusoidal positions, row-major [T,D]: even dimensions sine, odd ones cosine (Vaswani et al. 2017, section 3.5). */
export function sinusoidTable(T: number, D: number): Float32Array {
  return Float32Array.from({ length: T * D }, (_, index) => {
    const i = index % D;
    const angle = Math.floor(index / D) / 10000 ** ((i - (i % 2)) / D);
    return i % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}

/**
 * Rotary positions (Su et al. 2021) in the rotate-half form: cosines and sines of position × frequency,
 * each row-major [T,K/2]; dimension k of a head of even width K turns together with k + K/2.
 */
export function rotaryTables(T: number, K: number, base: number): { cos: Float32Array; sin: Float32Array } {
  const half = K / 2;
  const angles = Float64Array.from(
    { length: T * half },
    (_, index) => Math.floor(index / half) / base ** ((2 * (index % half)) / K),
  );
  return { cos: Float32Array.from(angles, Math.cos), sin: Float32Array.from(angles, Math.sin) };
}
