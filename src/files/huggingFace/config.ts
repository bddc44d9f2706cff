import * as v from 'valibot';
import type { ActFn, ModelConfig, RunConfig } from '#lexicon/config.ts';
import { notGpt2 } from '#lexicon/notGpt2.ts';

/** A model that is written or read in another program's words is not what was wanted; the message says what came. */
export class HuggingFaceError extends Error {
  override readonly name = 'HuggingFaceError';
}

/** The names that GPT-2 configs have for our activations; GELU is the tanh form on both sides. */
const ACTIVATIONS: Readonly<Record<ActFn, string>> = { gelu: 'gelu_new', relu: 'relu', silu: 'silu' };
const ACT_OF: Readonly<Record<string, ActFn>> = {
  gelu_new: 'gelu',
  gelu_pytorch_tanh: 'gelu',
  gelu_fast: 'gelu',
  relu: 'relu',
  silu: 'silu',
  swish: 'silu',
};

/** `config.json` of a GPT-2-shaped model, as `GPT2Config` of Hugging Face's transformers reads it. */
function gpt2Json(config: RunConfig): Record<string, unknown> {
  return {
    architectures: ['GPT2LMHeadModel'],
    model_type: 'gpt2',
    activation_function: ACTIVATIONS[config.act_fn],
    attn_pdrop: config.dropout,
    embd_pdrop: config.dropout,
    resid_pdrop: config.dropout,
    bos_token_id: null,
    eos_token_id: null,
    initializer_range: 0.02,
    layer_norm_epsilon: config.eps,
    n_ctx: config.n_ctx,
    n_embd: config.d_model,
    n_head: config.n_heads,
    n_inner: config.d_mlp,
    n_layer: config.n_layers,
    n_positions: config.n_ctx,
    scale_attn_weights: true,
    scale_attn_by_inverse_layer_idx: false,
    tie_word_embeddings: config.tie_embeddings,
    torch_dtype: 'float32',
    use_cache: true,
    vocab_size: config.d_vocab,
  };
}

/** `config.json`: GPT-2's where the model is one, else our own words under a model type that claims nothing else. */
export function configJson(config: RunConfig): Record<string, unknown> {
  return notGpt2(config).length === 0 ? gpt2Json(config) : { model_type: 'glassformer', ...config };
}

/** Sizes far beyond those of any model that a browser holds: what is larger is refused before anything is laid out for it. */
const [MOST_LAYERS, WIDEST] = [1000, 1 << 20];
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(WIDEST));
const Gpt2Schema = v.object({
  model_type: v.literal('gpt2'),
  n_embd: count,
  n_layer: v.pipe(count, v.maxValue(MOST_LAYERS)),
  n_head: count,
  vocab_size: count,
  n_positions: v.optional(count),
  n_ctx: v.optional(count),
  n_inner: v.nullish(count),
  activation_function: v.optional(v.string(), 'gelu_new'),
  layer_norm_epsilon: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 1e-5),
  tie_word_embeddings: v.optional(v.boolean(), true),
  scale_attn_weights: v.optional(v.literal(true), true),
  scale_attn_by_inverse_layer_idx: v.optional(v.literal(false), false),
  add_cross_attention: v.optional(v.literal(false), false),
});

/**
 * The architecture that a GPT-2 `config.json` describes; `rope_base` is what nobody reads.
 * @throws HuggingFaceError for another kind of model, or a number that makes none
 */
export function readGpt2Config(json: unknown): Omit<ModelConfig, 'rope_base'> {
  const result = v.safeParse(Gpt2Schema, json, { abortEarly: true });
  if (!result.success) {
    const [issue] = result.issues;
    throw new HuggingFaceError(`config.json, ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
  }
  const gpt2 = result.output;
  const act_fn = Object.hasOwn(ACT_OF, gpt2.activation_function) ? ACT_OF[gpt2.activation_function] : undefined;
  if (!act_fn) {
    const known = Object.keys(ACT_OF).join(', ');
    throw new HuggingFaceError(`config.json, activation_function: Expected ${known} but received ${gpt2.activation_function}`);
  }
  const n_ctx = gpt2.n_positions ?? gpt2.n_ctx;
  if (n_ctx === undefined) throw new HuggingFaceError('config.json: Expected n_positions but received none');
  return {
    d_model: gpt2.n_embd,
    n_layers: gpt2.n_layer,
    n_heads: gpt2.n_head,
    d_mlp: gpt2.n_inner ?? 4 * gpt2.n_embd,
    n_ctx,
    d_vocab: gpt2.vocab_size,
    act_fn,
    normalization: 'layernorm',
    norm_placement: 'pre',
    position: 'learned',
    tie_embeddings: gpt2.tie_word_embeddings,
    objective: 'causal',
    eps: gpt2.layer_norm_epsilon,
  };
}
