import type { ModelConfig } from '#lexicon/config.ts';
import { fail } from '#lexicon/problems.ts';
import { isNamed } from '#lexicon/weights.ts';
import type { WeightLayout } from '#lexicon/weights.ts';
import { configureThread } from './exports.ts';
import type { SimdExports } from './exports.ts';
import { positionTable } from './positionTable.ts';

/** Weights in the order of the module's `ModelWeights` and `LayerWeights`. */
const OUTER = ['wte.weight', 'wpe.weight', 'ln_f.weight', 'ln_f.bias', 'lm_head.weight'];
const LAYER = ['ln_1', 'attn.c_attn', 'attn.c_proj', 'ln_2', 'mlp.c_fc', 'mlp.c_proj'].flatMap((name) => [
  `${name}.weight`,
  `${name}.bias`,
]);

function weightNames(layers: number): string[] {
  return [...OUTER, ...Array.from({ length: layers }, (_, l) => LAYER.map((name) => `h.${l}.${name}`)).flat()];
}

/** What the module's table of slots says of a weight, see `assembly/model.ts`. */
const [DECAYS, FROZEN] = [1, 2];

const MIB = 1048576;

/** Instances of the module for several threads, on one shared memory. */
export type ThreadGroup = { memory: WebAssembly.Memory; threads: number };

/** One model in one linear memory; typed access to its buffers. The arrays it hands out are views: valid until the next `prepare`. */
export class SimdInstance {
  readonly call: SimdExports;
  readonly layout: WeightLayout;
  private readonly memory: WebAssembly.Memory;

  /**
   * Lays out the model of `config`; its parameters are 0. Throws when the memory cannot hold it. The module
   * for several threads wants their `group`, of which this instance is thread 0.
   */
  constructor(module: WebAssembly.Module, config: ModelConfig, layout: WeightLayout, group?: ThreadGroup) {
    const { exports } = new WebAssembly.Instance(module, group ? { env: { memory: group.memory } } : {});
    this.call = exports as unknown as SimdExports;
    this.memory = group?.memory ?? (exports as { memory: WebAssembly.Memory }).memory;
    this.layout = layout;
    const table = positionTable(config);
    if (!configureThread(this.call, config, table.length, 0, group?.threads ?? 1)) {
      throw fail('outOfMemory', { neededMiB: this.neededMiB() });
    }
    this.floats(this.call.positionTableAddress(), table.length).set(table);
    const start = this.call.weightsAddress();
    const addresses = weightNames(config.n_layers).map((name) => {
      const slot = layout.byName.get(name);
      return slot ? start + slot.offset * 4 : 0;
    });
    this.words(this.call.weightAddresses(), addresses.length).set(addresses);
    this.freeze([]);
  }

  /** From now on updates leave these weights, named as `isNamed` reads names, as they are, and no others. */
  freeze(frozen: readonly string[]): void {
    const slots = this.layout.slots.flatMap(({ name, offset, size, decays }) => [
      offset,
      size,
      (decays ? DECAYS : 0) + (isNamed(name, frozen) ? FROZEN : 0),
    ]);
    this.words(this.call.slotsAddress(), slots.length).set(slots);
  }

  private neededMiB(): number {
    return Math.ceil(this.call.usedBytes() / MIB);
  }

  private floats(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length);
  }

  private words(address: number, length: number): Uint32Array {
    return new Uint32Array(this.memory.buffer, address, length);
  }

  /** Bytes of linear memory held. */
  get bytes(): number {
    return this.memory.buffer.byteLength;
  }

  /** Makes room for batches [B,T]; throws when there is none, and the parameters stay as they are. */
  prepare(B: number, T: number): void {
    if (!this.call.prepare(B, T)) throw fail('outOfMemory', { neededMiB: this.neededMiB() });
  }

  /** Token ids and targets [B,T] of the batch shape in place. */
  tokens(N: number): { ids: Int32Array; targets: Int32Array } {
    const { buffer } = this.memory;
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
