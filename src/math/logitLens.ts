import { logSumExp } from './softmax.ts';

/** How a vector of the residual stream becomes logits: the final norm, where the model has one, and the unembedding. */
export type Unembedding = {
  V: number;
  D: number;
  /** [V, D]: a row for each token of the vocabulary. */
  rows: Float32Array;
  /** `centred`: layer norm (Ba et al. 2016); else RMSNorm (Zhang and Sennrich 2019), which has no bias. */
  norm: { centred: boolean; gain: Float32Array; bias: Float32Array | null; eps: number } | null;
};

/** Multiplications between two pauses of `logitLensInSlices`: about a millisecond. */
const SLICE = 1_000_000;

/** A vector of D numbers after the final norm, in float64; itself where the model has none. */
export function finalNorm({ D, norm }: Unembedding, stream: ArrayLike<number>): Float64Array {
  const out = new Float64Array(D);
  let mean = 0;
  for (let i = 0; i < D; i++) {
    const x = stream[i] ?? Number.NaN;
    out[i] = x;
    mean += x / D;
  }
  if (norm === null) return out;
  if (!norm.centred) mean = 0;
  let squares = 0;
  for (let i = 0; i < D; i++) squares += ((out[i] ?? 0) - mean) ** 2;
  const scale = Math.sqrt(squares / D + norm.eps);
  for (let i = 0; i < D; i++) {
    out[i] = (((out[i] ?? 0) - mean) / scale) * (norm.gain[i] ?? 0) + (norm.bias?.[i] ?? 0);
  }
  return out;
}

/**
 * The logit lens (nostalgebraist 2020): the V logits that the model would give if the residual stream ended here,
 * ℓ_v = Σ_i U_{v,i} norm(x)_i. At the last depth these are the model's own logits.
 */
export function lensLogits(unembedding: Unembedding, stream: ArrayLike<number>): Float64Array {
  const { V, D, rows } = unembedding;
  const normed = finalNorm(unembedding, stream);
  const logits = new Float64Array(V);
  for (let v = 0, at = 0; v < V; v++) {
    let sum = 0;
    for (let i = 0; i < D; i++, at++) sum += (rows[at] ?? 0) * (normed[i] ?? 0);
    logits[v] = sum;
  }
  return logits;
}

/** The place of a token among all by falling logit, 1 for the likeliest; of equal logits the lower id comes first. */
export function rankOf(logits: ArrayLike<number>, id: number): number {
  const own = logits[id] ?? Number.NaN;
  if (Number.isNaN(own)) return Number.NaN;
  let rank = 1;
  for (let v = 0; v < logits.length; v++) {
    const other = logits[v] ?? Number.NaN;
    if (other > own || (other === own && v < id)) rank++;
  }
  return rank;
}

/** What the lens reads at each of T positions and N depths; element (t, n) at t·N + n. */
export type LensGrid = {
  T: number;
  depths: number;
  /** The likeliest token; −1 where the logits are no numbers. */
  topId: Int32Array;
  /** Its probability. */
  topP: Float32Array;
  /** Rank and probability of the token of the text; NaN where there is none. */
  rank: Float32Array;
  actualP: Float32Array;
};

/** The streams at each depth [T, D], in order, and the token of the text to look for at each position (−1: none). */
export type LensInput = { unembedding: Unembedding; streams: readonly Float32Array[]; actual: Int32Array };

/** The whole grid of the logit lens in pieces of about a millisecond: each `next()` does one, the last returns the result. */
export function* logitLensInSlices({ unembedding, streams, actual }: LensInput): Generator<undefined, LensGrid> {
  const { V, D } = unembedding;
  const [T, depths] = [actual.length, streams.length];
  const size = T * depths;
  const grid: LensGrid = {
    T,
    depths,
    topId: new Int32Array(size).fill(-1),
    topP: new Float32Array(size).fill(Number.NaN),
    rank: new Float32Array(size).fill(Number.NaN),
    actualP: new Float32Array(size).fill(Number.NaN),
  };
  let work = 0;
  for (let t = 0; t < T; t++) {
    for (let n = 0; n < depths; n++) {
      const stream = streams[n]?.subarray(t * D, (t + 1) * D) ?? [];
      readInto(grid, t * depths + n, lensLogits(unembedding, stream), actual[t] ?? -1);
      work += V * D;
      if (work >= SLICE) {
        work = 0;
        yield;
      }
    }
  }
  return grid;
}

function readInto(grid: LensGrid, at: number, logits: Float64Array, actual: number): void {
  let top = 0;
  for (let v = 1; v < logits.length; v++) if ((logits[v] ?? 0) > (logits[top] ?? 0)) top = v;
  const total = logSumExp(logits);
  if (!Number.isFinite(total)) return;
  grid.topId[at] = top;
  grid.topP[at] = Math.exp((logits[top] ?? 0) - total);
  if (actual < 0) return;
  grid.rank[at] = rankOf(logits, actual);
  grid.actualP[at] = Math.exp((logits[actual] ?? Number.NaN) - total);
}
