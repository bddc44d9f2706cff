import type { Unembedding } from './logitLens.ts';

/**
 * The direction in the residual stream that one logit (or the difference of two) is read along, with the final norm's
 * scale s held at the value it has: ℓ = (1/s) Σ_i d_i x_i + constant.
 */
export type LogitDirection = {
  /** d [D]: U_{v,i} γ_i, less its mean where the norm centres, so that a vector need not be centred first. */
  direction: Float64Array;
  /** Σ_i U_{v,i} β_i: what the final norm's bias adds whatever the stream holds. */
  constant: number;
};

/**
 * The direction of the logit of `token`, or of that logit minus the one of `against`. Centring is linear,
 * Σ_i w_i (x_i − x̄) = Σ_i (w_i − w̄) x_i, so it is exact; only the scale is held. Throws without a final norm: where
 * norms stand after each addition, no sum of parts reaches the unembedding.
 */
export function logitDirection({ V, D, rows, norm }: Unembedding, token: number, against: number | null): LogitDirection {
  if (norm === null) throw new Error('logitDirection: no final norm, wanted a model whose norms come before each part');
  for (const id of [token, against ?? token]) {
    if (!(id >= 0 && id < V)) throw new Error(`logitDirection: token ${id}, wanted 0 … ${V - 1}`);
  }
  const direction = new Float64Array(D);
  let constant = 0;
  for (let i = 0; i < D; i++) {
    const row = (rows[token * D + i] ?? 0) - (against === null ? 0 : (rows[against * D + i] ?? 0));
    direction[i] = row * (norm.gain[i] ?? 0);
    constant += row * (norm.bias?.[i] ?? 0);
  }
  if (norm.centred) {
    const mean = direction.reduce((sum, one) => sum + one, 0) / D;
    for (let i = 0; i < D; i++) direction[i] = (direction[i] ?? 0) - mean;
  }
  return { direction, constant };
}

/** What a vector of D numbers in the stream adds to the logit: (1/s) Σ_i d_i x_i. */
export function contributionOf(direction: Float64Array, vector: ArrayLike<number>, scale: number): number {
  let sum = 0;
  for (let i = 0; i < direction.length; i++) sum += (direction[i] ?? 0) * (vector[i] ?? Number.NaN);
  return sum / scale;
}

/**
 * What each head of one attention adds to the logit through its rows of W_O: (1/s) Σ_k z_{h,k} Σ_i W_{hk,i} d_i
 * (Elhage et al. 2021, attention heads are independent and additive).
 * `z` [H, K] of one token, `projection` [H·K, D] row-major.
 */
export function headContributions(
  direction: Float64Array,
  z: ArrayLike<number>,
  projection: ArrayLike<number>,
  heads: number,
  scale: number,
): Float64Array {
  const D = direction.length;
  const K = z.length / heads;
  const added = new Float64Array(heads);
  for (let h = 0; h < heads; h++) {
    let sum = 0;
    for (let row = h * K; row < (h + 1) * K; row++) {
      let along = 0;
      for (let i = 0; i < D; i++) along += (projection[row * D + i] ?? Number.NaN) * (direction[i] ?? 0);
      sum += (z[row] ?? Number.NaN) * along;
    }
    added[h] = sum / scale;
  }
  return added;
}
