import { ACT_FNS } from '#lexicon/config.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import type { WeightLayout } from '#lexicon/weights.ts';
import { positionTable } from './positionTable.ts';

/** What the module exports; addresses are in bytes, see `assembly/step.ts`. */
type Exports = {
  memory: WebAssembly.Memory;
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

/** Weights in the order of the module's `ModelWeights` and `LayerWeights`. */
const OUTER = ['wte.weight', 'wpe.weight', 'ln_f.weight', 'ln_f.bias', 'lm_head.weight'];
const LAYER = ['ln_1', 'attn.c_attn', 'attn.c_proj', 'ln_2', 'mlp.c_fc', 'mlp.c_proj'].flatMap((name) => [
  `${name}.weight`,
  `${name}.bias`,
]);

function weightNames(layers: number): string[] {
  return [...OUTER, ...Array.from({ length: layers }, (_, l) => LAYER.map((name) => `h.${l}.${name}`)).flat()];
}

const MIB = 1048576;

/** One model in one linear memory; typed access to its buffers. The arrays it hands out are views: valid until the next `prepare`. */
export class SimdInstance {
  readonly call: Exports;
  readonly layout: WeightLayout;

  /** Lays out the model of `config`; its parameters are 0. Throws when the memory cannot hold it. */
  constructor(module: WebAssembly.Module, config: ModelConfig, layout: WeightLayout) {
    this.call = new WebAssembly.Instance(module, {}).exports as unknown as Exports;
    this.layout = layout;
    const table = positionTable(config);
    const fits = this.call.configure(
      config.d_vocab,
      config.n_ctx,
      config.d_model,
      config.n_layers,
      config.n_heads,
      config.d_mlp,
      layout.length,
      layout.slots.length,
      table.length,
      ACT_FNS.indexOf(config.act_fn),
      config.normalization === 'rmsnorm',
      config.norm_placement === 'post',
      config.position === 'rope',
      config.tie_embeddings,
      config.objective === 'causal',
      config.eps,
    );
    if (!fits) throw new Error(`SIMD model: ${this.neededMiB()} MiB of parameters and moments do not fit the memory of this tab`);
    this.floats(this.call.positionTableAddress(), table.length).set(table);
    const start = this.call.weightsAddress();
    const addresses = weightNames(config.n_layers).map((name) => {
      const slot = layout.byName.get(name);
      return slot ? start + slot.offset * 4 : 0;
    });
    this.words(this.call.weightAddresses(), addresses.length).set(addresses);
    const slots = layout.slots.flatMap(({ offset, size, decays }) => [offset, size, decays ? 1 : 0]);
    this.words(this.call.slotsAddress(), slots.length).set(slots);
  }

  private neededMiB(): number {
    return Math.ceil(this.call.usedBytes() / MIB);
  }

  private floats(address: number, length: number): Float32Array {
    return new Float32Array(this.call.memory.buffer, address, length);
  }

  private words(address: number, length: number): Uint32Array {
    return new Uint32Array(this.call.memory.buffer, address, length);
  }

  /** Makes room for batches [B,T]; throws when there is none, and the parameters stay as they are. */
  prepare(B: number, T: number): void {
    if (!this.call.prepare(B, T)) {
      throw new Error(
        `SIMD model: a batch of ${B} × ${T} tokens needs ${this.neededMiB()} MiB, more than the memory of this tab`,
      );
    }
  }

  /** Token ids and targets [B,T] of the batch shape in place. */
  tokens(N: number): { ids: Int32Array; targets: Int32Array } {
    const { buffer } = this.call.memory;
    return {
      ids: new Int32Array(buffer, this.call.idsAddress(), N),
      targets: new Int32Array(buffer, this.call.targetsAddress(), N),
    };
  }

  /** One key a dropout site. */
  dropoutKeys(sites: number): Uint32Array {
    return this.words(this.call.dropoutKeysAddress(), sites);
  }

  get weights(): Float32Array {
    return this.floats(this.call.weightsAddress(), this.layout.length);
  }

  get gradients(): Float32Array {
    return this.floats(this.call.gradientsAddress(), this.layout.length);
  }

  get m(): Float32Array {
    return this.floats(this.call.firstMomentsAddress(), this.layout.length);
  }

  get v(): Float32Array {
    return this.floats(this.call.secondMomentsAddress(), this.layout.length);
  }
}
