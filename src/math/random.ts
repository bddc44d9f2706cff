/** A source of uniform numbers in [0, 1). */
export type Uniform = () => number;

/** 32-bit FNV-1a of a string, the key that names a stream. */
export function hashString(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** Bijective 32-bit mixer ("lowbias32", Chris Wellons 2018). The kernels compute the same function. */
export function mix32(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

/** The 32-bit key of a named stream: the same seed and names always give the same key. */
export function streamKey(seed: number, ...names: readonly (string | number)[]): number {
  let key = mix32(seed >>> 0);
  for (const name of names) {
    key = mix32(key ^ (typeof name === 'number' ? name >>> 0 : hashString(name)));
  }
  return key;
}

/**
 * A named random stream (sfc32, Chris Doty-Humphrey). Every random choice of the program draws from
 * one, so that seed and config determine a run: `rng(seed, 'init', 'h.0.attn.c_attn.weight')`.
 */
export function rng(seed: number, ...names: readonly (string | number)[]): Uniform {
  const key = streamKey(seed, ...names);
  let a = mix32(key ^ 0x9e3779b9);
  let b = mix32(key ^ 0x243f6a88);
  let c = mix32(key ^ 0xb7e15162);
  let counter = 1;
  const next = (): number => {
    const out = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + out;
    return out >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  return () => next() / 4294967296;
}

/** Fills `target` with normal numbers of mean 0 and the given deviation (Box and Muller 1958). */
export function fillNormal(target: Float32Array, deviation: number, uniform: Uniform): void {
  for (let i = 0; i < target.length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform())) * deviation;
    const angle = 2 * Math.PI * uniform();
    target[i] = radius * Math.cos(angle);
    if (i + 1 < target.length) target[i + 1] = radius * Math.sin(angle);
  }
}

/**
 * Whether dropout keeps element `index` of a tensor: a counter-based hash, so that any path
 * (tfjs, WGSL, SIMD) draws the same mask in any order. `key` is `streamKey(seed, 'dropout', step, site)`.
 */
export function dropoutKeeps(key: number, index: number, threshold: number): boolean {
  return mix32((Math.imul(index + 1, 0x9e3779b9) ^ key) >>> 0) >= threshold;
}

/** The 32-bit threshold below which a hash means "dropped", for a drop probability in [0, 1). */
export function dropoutThreshold(probability: number): number {
  return Math.floor(probability * 4294967296) >>> 0;
}

/**
 * The mask of one tensor, elements `first` on, counted row-major over the whole batch: 0 where dropout strikes, else
 * 1/(1 − p), so that the mean stays.
 */
export function dropoutMask(key: number, probability: number, first: number, length: number): Float32Array {
  const threshold = dropoutThreshold(probability);
  const kept = 1 / (1 - probability);
  return Float32Array.from({ length }, (_, index) => (dropoutKeeps(key, first + index, threshold) ? kept : 0));
}
