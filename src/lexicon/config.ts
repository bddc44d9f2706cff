/** The words of a run's configuration: the field's own, flat, the same on the wire, in files and in the console. */

export const ACT_FNS = ['gelu', 'relu', 'silu'] as const;
export const NORMALIZATIONS = ['layernorm', 'rmsnorm'] as const;
export const NORM_PLACEMENTS = ['pre', 'post'] as const;
export const POSITIONS = ['learned', 'sinusoidal', 'rope', 'none'] as const;
export const OBJECTIVES = ['causal', 'masked'] as const;
export const OPTIMIZERS = ['adamw', 'adam', 'sgd'] as const;
export const SCHEDULES = ['constant', 'linear', 'cosine'] as const;
/** The tokenizers that are learnt on the text. */
export const LEARNT_TOKENIZERS = ['char', 'word', 'bpe'] as const;
/** `file`: one that came with a model out of a folder; it is kept as it is. */
export const TOKENIZER_KINDS = [...LEARNT_TOKENIZERS, 'file'] as const;
/** What the examples are made of: the user's story as it runs, pairs of its sentences, or a task with a generator of its own. */
export const TASK_IDS = [
  'story',
  'nextSentence',
  'dialogue',
  'talks',
  'questions',
  'summary',
  'translation',
  'sentiment',
  'topic',
  'entities',
  'copy',
  'reverse',
  'sort',
  'addition',
  'induction',
] as const;
export const TASK_LANGUAGES = ['en', 'zh'] as const;

export type ActFn = (typeof ACT_FNS)[number];
export type Normalization = (typeof NORMALIZATIONS)[number];
export type NormPlacement = (typeof NORM_PLACEMENTS)[number];
export type Position = (typeof POSITIONS)[number];
export type Objective = (typeof OBJECTIVES)[number];
export type OptimizerKind = (typeof OPTIMIZERS)[number];
export type Schedule = (typeof SCHEDULES)[number];
export type TokenizerKind = (typeof TOKENIZER_KINDS)[number];
export type TaskId = (typeof TASK_IDS)[number];
export type TaskLanguage = (typeof TASK_LANGUAGES)[number];

/** What decides the shape and the arithmetic of the model. A change of any of these (but dropout) rebuilds it. */
export type ModelConfig = {
  d_model: number;
  n_layers: number;
  n_heads: number;
  d_mlp: number;
  n_ctx: number;
  d_vocab: number;
  act_fn: ActFn;
  normalization: Normalization;
  norm_placement: NormPlacement;
  position: Position;
  tie_embeddings: boolean;
  objective: Objective;
  eps: number;
  rope_base: number;
};

/** What decides how weights are updated. All but `seed` and `optimizer` take effect at the next step. */
export type TrainingConfig = {
  optimizer: OptimizerKind;
  learning_rate: number;
  /** Adam: decay of the first moment. SGD: momentum. */
  beta1: number;
  beta2: number;
  adam_eps: number;
  weight_decay: number;
  /** Largest global norm of the gradient; 0 switches clipping off. */
  grad_clip: number;
  schedule: Schedule;
  warmup_steps: number;
  /** The step at which a linear or cosine schedule has come down to its floor (a tenth of the rate). */
  schedule_steps: number;
  batch_size: number;
  dropout: number;
  /** Weights that training leaves as they are, by name or by the beginning of names up to a dot: `wte`, `h.0`, `h.1.attn.c_attn.bias`. */
  frozen: readonly string[];
  /** Masked objective: the share of positions hidden in each batch. */
  mask_fraction: number;
  seed: number;
};

/** How text becomes ids. A change rebuilds the vocabulary and so the model. */
export type TextConfig = {
  /** What the model learns from; all but the story are examples whose answers alone are scored. */
  task: TaskId;
  /** The language of tasks that have words. */
  task_language: TaskLanguage;
  tokenizer: { kind: TokenizerKind; vocab_size: number };
  /** Share of the text (of a task: of its examples), at its end, kept for validation. */
  val_fraction: number;
};

/** How the next token is drawn from the distribution; never touches the model. */
export type SamplingConfig = {
  temperature: number;
  /** 0 keeps all. */
  top_k: number;
  /** 1 keeps all. */
  top_p: number;
};

export type RunConfig = ModelConfig & TrainingConfig & TextConfig & SamplingConfig;

export const DEFAULT_CONFIG: RunConfig = {
  d_model: 32,
  n_layers: 2,
  n_heads: 4,
  d_mlp: 128,
  n_ctx: 32,
  d_vocab: 0,
  act_fn: 'gelu',
  normalization: 'layernorm',
  norm_placement: 'pre',
  position: 'learned',
  tie_embeddings: true,
  objective: 'causal',
  eps: 1e-5,
  rope_base: 10000,
  optimizer: 'adamw',
  learning_rate: 3e-3,
  beta1: 0.9,
  beta2: 0.99,
  adam_eps: 1e-8,
  weight_decay: 0.1,
  grad_clip: 1,
  schedule: 'constant',
  warmup_steps: 20,
  schedule_steps: 2000,
  batch_size: 8,
  dropout: 0,
  frozen: [],
  mask_fraction: 0.15,
  seed: 7,
  task: 'story',
  task_language: 'en',
  tokenizer: { kind: 'bpe', vocab_size: 512 },
  val_fraction: 0.1,
  temperature: 0.8,
  top_k: 20,
  top_p: 1,
};

/** The width of one head. */
export function headWidth(config: Pick<ModelConfig, 'd_model' | 'n_heads'>): number {
  return config.d_model / config.n_heads;
}
