import { contributionOf, headContributions, logitDirection } from '#math/attribution.ts';
import type { Unembedding } from '#math/logitLens.ts';
import type { ModelConfig } from './config.ts';

type Read = (name: string) => { data: Float32Array } | undefined;

/** The weights by which the stream becomes logits. */
export function unembeddingNames(config: ModelConfig): string[] {
  const rows = config.tie_embeddings ? 'wte.weight' : 'lm_head.weight';
  if (config.norm_placement === 'post') return [rows];
  return config.normalization === 'layernorm' ? [rows, 'ln_f.weight', 'ln_f.bias'] : [rows, 'ln_f.weight'];
}

/** The final norm and the unembedding of a model, or null while an array is not there. */
export function unembeddingOf(config: ModelConfig, read: Read): Unembedding | null {
  const { d_vocab: V, d_model: D, eps } = config;
  const [rows, gain, bias] = unembeddingNames(config).map((name) => read(name)?.data);
  if (rows?.length !== V * D) return null;
  if (config.norm_placement === 'post') return { V, D, rows, norm: null };
  const centred = config.normalization === 'layernorm';
  if (gain?.length !== D || (centred && bias?.length !== D)) return null;
  return { V, D, rows, norm: { centred, gain, bias: centred ? (bias ?? null) : null, eps } };
}

/** What can add to a logit directly. */
export type Contributor =
  | { kind: 'embed' | 'position' | 'normBias' }
  | { kind: 'head'; layer: number; head: number }
  | { kind: 'attnBias' | 'ffn'; layer: number };
export type Contribution = { from: Contributor; value: number };

const FINAL_SCALE = 'ln_final.hook_scale';
const hasPositions = ({ position }: ModelConfig): boolean => position === 'learned' || position === 'sinusoidal';

/** The activations and weights whose products with the unembedding are the parts of a logit; none with norms after the additions. */
export function attributionNames(config: ModelConfig): string[] {
  if (config.norm_placement === 'post') return [];
  const layers = Array.from({ length: config.n_layers }, (_, l) => [
    `blocks.${l}.attn.hook_z`,
    `h.${l}.attn.c_proj.weight`,
    `h.${l}.attn.c_proj.bias`,
    `blocks.${l}.hook_mlp_out`,
  ]);
  return [FINAL_SCALE, 'hook_embed', ...(hasPositions(config) ? ['hook_pos_embed'] : []), ...layers.flat()];
}

/**
 * Direct logit attribution at one position: what each part adds to the logit of `token` (or to its lead over the logit
 * of `against`), in the order of the forward pass, with the final norm's scale held. The values sum to the logit.
 * Null while an array is not there, and for models whose norms stand after the additions, where this sum does not exist.
 */
export function attributionAt(
  config: ModelConfig,
  read: Read,
  position: number,
  token: number,
  against: number | null,
): Contribution[] | null {
  if (attributionNames(config).some((name) => read(name) === undefined)) return null;
  const unembedding = unembeddingOf(config, read);
  if (unembedding === null || unembedding.norm === null) return null;
  const { d_model: D, n_heads: H } = config;
  const { direction, constant } = logitDirection(unembedding, token, against);
  const scale = read(FINAL_SCALE)?.data[position] ?? Number.NaN;
  const all = (name: string): Float32Array => read(name)?.data ?? new Float32Array(0);
  const at = (name: string): Float32Array => all(name).subarray(position * D, (position + 1) * D);
  const added = (vector: Float32Array): number => contributionOf(direction, vector, scale);

  const parts: Contribution[] = [{ from: { kind: 'embed' }, value: added(at('hook_embed')) }];
  if (hasPositions(config)) parts.push({ from: { kind: 'position' }, value: added(at('hook_pos_embed')) });
  for (let layer = 0; layer < config.n_layers; layer++) {
    const heads = headContributions(direction, at(`blocks.${layer}.attn.hook_z`), all(`h.${layer}.attn.c_proj.weight`), H, scale);
    heads.forEach((value, head) => parts.push({ from: { kind: 'head', layer, head }, value }));
    parts.push({ from: { kind: 'attnBias', layer }, value: added(all(`h.${layer}.attn.c_proj.bias`)) });
    parts.push({ from: { kind: 'ffn', layer }, value: added(at(`blocks.${layer}.hook_mlp_out`)) });
  }
  if (config.normalization === 'layernorm') parts.push({ from: { kind: 'normBias' }, value: constant });
  return parts;
}
