import { ACT_FNS } from '#lexicon/config.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { weightLayout } from '#lexicon/weights.ts';

/** What the module exports; addresses are in bytes, see `assembly/step.ts`. */
export type SimdExports = {
  usedBytes(): number;
  prepare(B: number, T: number): number;
  configure(
    V: number,
    P: number,
    D: number,
    L: number,
    H: number,
    F: number,
    floats: number,
    slots: number,
    tableFloats: number,
    act: number,
    rms: boolean,
    post: boolean,
    rotary: boolean,
    tied: boolean,
    causal: boolean,
    eps: number,
    thread: number,
    threads: number,
  ): number;
  weightAddresses(): number;
  slotsAddress(): number;
  positionTableAddress(): number;
  dropoutKeysAddress(): number;
  idsAddress(): number;
  targetsAddress(): number;
  weightsAddress(): number;
  gradientsAddress(): number;
  firstMomentsAddress(): number;
  secondMomentsAddress(): number;
  scoredCount(): number;
  correctCount(): number;
  gradientNorm(): number;
  evaluate(): number;
  differentiate(threshold: number, scale: number): number;
  update(
    kind: number,
    rate: number,
    beta1: number,
    beta2: number,
    eps: number,
    decay: number,
    clip: number,
    correction1: number,
    correction2: number,
  ): void;
};

/** Lays out the model of `config` for one of `threads` instances on a memory; false when the memory cannot hold it. */
export function configureThread(
  call: SimdExports,
  config: ModelConfig,
  tableFloats: number,
  thread: number,
  threads: number,
): boolean {
  const { length, slots } = weightLayout(config);
  const fits = call.configure(
    config.d_vocab,
    config.n_ctx,
    config.d_model,
    config.n_layers,
    config.n_heads,
    config.d_mlp,
    length,
    slots.length,
    tableFloats,
    ACT_FNS.indexOf(config.act_fn),
    config.normalization === 'rmsnorm',
    config.norm_placement === 'post',
    config.position === 'rope',
    config.tie_embeddings,
    config.objective === 'causal',
    config.eps,
    thread,
    threads,
  );
  return fits !== 0;
}
