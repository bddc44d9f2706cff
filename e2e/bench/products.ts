import type { RunConfig } from '#lexicon/config.ts';

/** A dense product C[M,N] of inner length K: A·B (`nn`), A·Bᵀ (`nt`) or Aᵀ·B (`tn`). */
export type Product = { layout: 'nn' | 'nt' | 'tn'; M: number; N: number; K: number };

/**
 * The dense products of one training step, attention's own not among them: for every linear map y = xW of the B·T
 * tokens the forward product, dx = dy·Wᵀ and dW = xᵀ·dy. Any training step has to compute these.
 */
export function productsOf({ d_model: D, d_mlp: F, d_vocab: V, n_layers, n_ctx, batch_size }: RunConfig): Product[] {
  const tokens = batch_size * n_ctx;
  const ofLinear = (inputs: number, outputs: number): Product[] => [
    { layout: 'nn', M: tokens, N: outputs, K: inputs },
    { layout: 'nt', M: tokens, N: inputs, K: outputs },
    { layout: 'tn', M: inputs, N: outputs, K: tokens },
  ];
  const layer = [ofLinear(D, 3 * D), ofLinear(D, D), ofLinear(D, F), ofLinear(F, D)].flat();
  const head: Product[] = [
    { layout: 'nt', M: tokens, N: V, K: D },
    { layout: 'nn', M: tokens, N: D, K: V },
    { layout: 'tn', M: V, N: D, K: tokens },
  ];
  return [...Array.from({ length: n_layers }, () => layer).flat(), ...head];
}

/** Multiplications and additions of all products of a step, in billions. */
export function gflopOf(config: RunConfig): number {
  return productsOf(config).reduce((sum, { M, N, K }) => sum + 2 * M * N * K, 0) / 1e9;
}
