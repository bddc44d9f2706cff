import type { ModelConfig } from './config.ts';

/** One weight tensor's place in the flat parameter buffer that every trainer keeps. */
export type WeightSlot = {
  /** Hugging Face GPT-2 name, e.g. `h.0.attn.c_attn.weight`. */
  name: string;
  shape: readonly number[];
  /** Axis letters, one a dimension: V vocabulary, P position, D width, E = 3D (Q|K|V), F d_mlp. */
  axes: string;
  /** Elements. */
  size: number;
  /** First element in the flat buffer; a multiple of 64, so that GPU bindings (256 bytes) may start there. */
  offset: number;
  /** Weight decay applies to tensors of two or more dimensions only. */
  decays: boolean;
};

export type WeightLayout = {
  slots: readonly WeightSlot[];
  byName: ReadonlyMap<string, WeightSlot>;
  /** Elements of the flat buffer, padding included; padding is always 0. */
  length: number;
  /** Elements without padding: the number of parameters. */
  parameters: number;
};

const ALIGN = 64;

/** Whether one of these names, or beginnings of names up to a dot, means the weight: `h.1` means `h.1.ln_1.bias`, not `h.10.ln_1.bias`. */
export function isNamed(weight: string, names: readonly string[]): boolean {
  return names.some((name) => weight === name || weight.startsWith(`${name}.`));
}

/** A config is never changed, only followed by another: the weights of each are laid out once, however often they are asked for. */
const known = new WeakMap<ModelConfig, WeightLayout>();

/** The weights of a model and where they lie in one flat buffer, in the order of the forward pass. */
export function weightLayout(config: ModelConfig): WeightLayout {
  const layout = known.get(config) ?? layOut(config);
  known.set(config, layout);
  return layout;
}

function layOut(config: ModelConfig): WeightLayout {
  const { d_model: D, d_mlp: F, d_vocab: V, n_ctx: P } = config;
  const slots: WeightSlot[] = [];
  let offset = 0;
  let parameters = 0;
  const put = (name: string, axes: string, ...shape: number[]): void => {
    const size = shape.reduce((a, b) => a * b, 1);
    slots.push({ name, shape, axes, size, offset, decays: shape.length > 1 });
    offset += Math.ceil(size / ALIGN) * ALIGN;
    parameters += size;
  };
  const norm = (name: string): void => {
    put(`${name}.weight`, 'D', D);
    if (config.normalization === 'layernorm') put(`${name}.bias`, 'D', D);
  };
  put('wte.weight', 'VD', V, D);
  if (config.position === 'learned') put('wpe.weight', 'PD', P, D);
  for (let l = 0; l < config.n_layers; l++) {
    norm(`h.${l}.ln_1`);
    put(`h.${l}.attn.c_attn.weight`, 'DE', D, 3 * D);
    put(`h.${l}.attn.c_attn.bias`, 'E', 3 * D);
    put(`h.${l}.attn.c_proj.weight`, 'DD', D, D);
    put(`h.${l}.attn.c_proj.bias`, 'D', D);
    norm(`h.${l}.ln_2`);
    put(`h.${l}.mlp.c_fc.weight`, 'DF', D, F);
    put(`h.${l}.mlp.c_fc.bias`, 'F', F);
    put(`h.${l}.mlp.c_proj.weight`, 'FD', F, D);
    put(`h.${l}.mlp.c_proj.bias`, 'D', D);
  }
  if (config.norm_placement === 'pre') norm('ln_f');
  if (!config.tie_embeddings) put('lm_head.weight', 'VD', V, D);
  return { slots, byName: new Map(slots.map((slot) => [slot.name, slot])), length: offset, parameters };
}
