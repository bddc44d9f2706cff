import type { TOKENIZER_KINDS } from '#lexicon/config.ts';
import type { FieldName } from '#lexicon/fields.ts';

/** One setting: its name, one sentence on what it does, its unit, and the names of its options. */
export type FieldWords = { name: string; help: string; unit?: string; options?: Readonly<Record<string, string>> };
type Fields = {
  groups: { model: string; training: string; sampling: string; task: string };
  /** When a change takes effect. */
  effects: { now: string; rebuilds: string };
  advanced: string;
  off: string;
  on: string;
  names: Record<FieldName, FieldWords>;
  tokenizer: {
    name: string;
    help: string;
    vocabulary: string;
    vocabularyHelp: string;
    learnt: (n: string) => string;
    kinds: Record<(typeof TOKENIZER_KINDS)[number], string>;
  };
};

export const fields: Fields = {
  groups: { model: 'Model', training: 'Training', sampling: 'Sampling', task: 'What it learns' },
  effects: { now: 'takes effect now', rebuilds: 'rebuilds the model' },
  advanced: 'more settings',
  off: 'off',
  on: 'on',
  names: {
    n_layers: {
      name: 'layers',
      help: 'How many blocks of attention and feed-forward the text passes through, one after another.',
    },
    n_heads: {
      name: 'heads',
      help: 'How many attention heads work side by side in each layer; only numbers that divide the width.',
    },
    d_model: { name: 'width', help: 'Length of the vector that stands for each token (d_model).', unit: 'numbers a token' },
    d_mlp: { name: 'FFN width', help: 'Neurons in the feed-forward part of each layer (d_mlp).', unit: 'neurons' },
    n_ctx: { name: 'context', help: 'How many tokens the model sees at once (n_ctx).', unit: 'tokens' },
    position: {
      name: 'positions',
      help: 'How the model is told where a token stands.',
      options: { learned: 'learned', sinusoidal: 'sinusoidal', rope: 'rotary', none: 'none' },
    },
    act_fn: {
      name: 'activation',
      help: 'The bend each feed-forward neuron gives its input.',
      options: { gelu: 'GELU', relu: 'ReLU', silu: 'SiLU' },
    },
    normalization: {
      name: 'norm',
      help: 'How each token’s vector is brought to a common size; RMSNorm does not subtract the mean.',
      options: { layernorm: 'LayerNorm', rmsnorm: 'RMSNorm' },
    },
    norm_placement: {
      name: 'norm place',
      help: 'Before each part (as GPT-2 does) or after each addition (as the first transformer did).',
      options: { pre: 'before', post: 'after' },
    },
    tie_embeddings: { name: 'tied output', help: 'The output uses the embedding table again instead of a table of its own.' },
    objective: {
      name: 'objective',
      help: 'Predict the next token from those before it, or hidden tokens from both sides.',
      options: { causal: 'next token', masked: 'masked token' },
    },
    task: {
      name: 'task',
      help: 'What the examples are: the story as it runs, pairs of its sentences, or exercises with an answer. Only answers are scored.',
      options: {
        story: 'story',
        nextSentence: 'next sentence',
        dialogue: 'dialogue',
        talks: 'own talks',
        questions: 'question answering',
        summary: 'summary',
        translation: 'translation',
        sentiment: 'sentiment',
        topic: 'topic',
        entities: 'entity tagging',
        copy: 'copy',
        reverse: 'reverse',
        sort: 'sort',
        addition: 'addition',
        induction: 'induction (ABAB)',
      },
    },
    task_language: {
      name: 'language of the task',
      help: 'The language of exercises that have words.',
      options: { en: 'English', zh: 'Chinese' },
    },
    eps: { name: 'norm ε', help: 'Small number in the norm that keeps it from dividing by zero.' },
    rope_base: { name: 'rotary base', help: 'How slowly the slowest rotary angle turns.' },
    learning_rate: { name: 'learning rate', help: 'Size of each update. Too small learns slowly, too large diverges.' },
    batch_size: { name: 'batch', help: 'Stretches of text looked at in one training step.', unit: 'sequences' },
    dropout: { name: 'dropout', help: 'Share of activations set to zero at random while training, against learning by heart.' },
    weight_decay: { name: 'weight decay', help: 'How strongly each update pulls the weights towards zero.' },
    grad_clip: {
      name: 'gradient clip',
      help: 'Largest length of the whole gradient; longer ones are shortened. 0 switches it off.',
    },
    optimizer: {
      name: 'optimizer',
      help: 'The rule that turns a gradient into an update.',
      options: { adamw: 'AdamW', adam: 'Adam', sgd: 'SGD with momentum' },
    },
    schedule: {
      name: 'schedule',
      help: 'How the learning rate changes over the steps.',
      options: { constant: 'constant', linear: 'linear', cosine: 'cosine' },
    },
    warmup_steps: { name: 'warm-up', help: 'Steps over which the learning rate rises from zero.', unit: 'steps' },
    schedule_steps: {
      name: 'schedule end',
      help: 'Step at which a linear or cosine schedule reaches a tenth of the rate.',
      unit: 'steps',
    },
    beta1: { name: 'β₁', help: 'Memory of the mean gradient (Adam), or momentum (SGD).' },
    beta2: { name: 'β₂', help: 'Memory of the squared gradient (Adam).' },
    adam_eps: { name: 'Adam ε', help: 'Small number Adam adds to the denominator.' },
    mask_fraction: { name: 'hidden share', help: 'Share of tokens hidden in each batch; only for the masked objective.' },
    val_fraction: { name: 'held out', help: 'Share of the text, at its end, that is never trained on.' },
    seed: { name: 'seed', help: 'Start of every random choice: the same seed, settings and text give the same run.' },
    temperature: {
      name: 'temperature',
      help: 'Divides the logits: below 1 bolder, above 1 more varied, 0 always the most probable.',
    },
    top_k: { name: 'top-k', help: 'Only the k most probable tokens can be drawn. 0 keeps all.', unit: 'tokens' },
    top_p: { name: 'top-p', help: 'Only the most probable tokens that together reach p can be drawn. 1 keeps all.' },
  },
  tokenizer: {
    name: 'tokenizer',
    help: 'How the text is cut into tokens: single characters, whole words, or pieces learnt from the text itself (BPE).',
    vocabulary: 'vocabulary',
    vocabularyHelp: 'The most different tokens there may be.',
    learnt: (n) => `${n} different tokens in this text`,
    kinds: { char: 'characters', word: 'words', bpe: 'BPE', file: 'from a file' },
  },
};
