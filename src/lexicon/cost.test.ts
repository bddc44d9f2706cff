import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from './config.ts';
import type { RunConfig } from './config.ts';
import { cost } from './cost.ts';

/** V 10, D 4, H 2 (K 2), F 8, T 3, L 1, B 2. */
const small: RunConfig = {
  ...DEFAULT_CONFIG,
  position: 'learned',
  normalization: 'layernorm',
  norm_placement: 'pre',
  tie_embeddings: false,
  d_vocab: 10,
  d_model: 4,
  n_heads: 2,
  d_mlp: 8,
  n_ctx: 3,
  n_layers: 1,
  batch_size: 2,
};

describe('cost', () => {
  it('counts the parameters as by hand', () => {
    const embeddings = 10 * 4 + 3 * 4;
    const attention = 4 * 12 + 12 + 4 * 4 + 4;
    const mlp = 4 * 8 + 8 + 8 * 4 + 4;
    const norms = 3 * (4 + 4);
    expect(cost(small).parameters).toBe(embeddings + attention + mlp + norms + 10 * 4);
    expect(cost({ ...small, tie_embeddings: true }).parameters).toBe(embeddings + attention + mlp + norms);
  });

  it('counts forward and backward products as by hand', () => {
    const projections = 3 * (3 * 4 * 4) + 3 * 4 * 4;
    const attention = 2 * 3 * 3 * 2 + 3 * 4 * 3;
    const mlp = 3 * 8 * 4 + 3 * 4 * 8;
    const unembedding = 3 * 10 * 4;
    expect(cost(small).flopsPerStep).toBe(3 * 2 * 2 * (projections + attention + mlp + unembedding));
  });

  it('counts the bytes of weights, gradients, moments and one batch of activations as by hand', () => {
    // No tensor has more than 64 elements, so each takes one aligned slot: embeddings, norms, attention, MLP, head.
    const slots = 2 + 3 * 2 + 4 + 4 + 1;
    // Embedding, position, sum; three norms of two; q, k, v, z; attn_out, resid_mid, mlp_out, resid_post.
    const wide = 3 * 4 * (3 + 3 * 2 + 4 + 4);
    const scales = 3 * 3;
    const square = 2 * (2 * 3 * 3);
    const inner = 2 * (3 * 8);
    expect(cost(small).bytes).toBe(4 * (4 * 64 * slots + 2 * (wide + scales + square + inner + 3 * 10)));
  });

  it('grows linearly with the batch in operations, and never shrinks with any size', () => {
    expect(cost({ ...small, batch_size: 4 }).flopsPerStep).toBe(2 * cost(small).flopsPerStep);
    for (const field of ['d_model', 'd_mlp', 'n_ctx', 'n_layers', 'batch_size', 'd_vocab'] as const) {
      const larger = cost({ ...small, [field]: small[field] * 2 });
      expect(larger.bytes, field).toBeGreaterThan(cost(small).bytes);
      expect(larger.flopsPerStep, field).toBeGreaterThan(cost(small).flopsPerStep);
    }
  });
});
