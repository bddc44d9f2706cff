import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { benchBatch } from '#engine/benchmark.ts';
import { settingsAt } from '#engine/training.ts';
import { initialWeights } from '#model/init.ts';
import type { Task } from './contestant.ts';

/** Batches that are gone through in turn. */
const BATCHES = 16;
const SEED = 1;
const RATE = 1e-3;

/** Every size trains with plain Adam, so that the peers need nothing but what their libraries have. */
const PLAIN: RunConfig = {
  ...DEFAULT_CONFIG,
  optimizer: 'adam',
  learning_rate: RATE,
  weight_decay: 0,
  grad_clip: 0,
  warmup_steps: 0,
  seed: SEED,
};

/** The sizes by name. `preset` is the shape the app begins with. */
export const SIZES: Readonly<Record<string, RunConfig>> = {
  S: {
    ...PLAIN,
    d_vocab: 256,
    d_model: 64,
    d_mlp: 256,
    n_layers: 2,
    n_heads: 4,
    n_ctx: 64,
    batch_size: 8,
    tie_embeddings: false,
  },
  M: {
    ...PLAIN,
    d_vocab: 512,
    d_model: 128,
    d_mlp: 512,
    n_layers: 4,
    n_heads: 4,
    n_ctx: 128,
    batch_size: 8,
    tie_embeddings: false,
  },
  /** Deep, wide and long, for one look at how the cost of a token grows: measured only on demand. */
  L: {
    ...PLAIN,
    d_vocab: 512,
    d_model: 256,
    d_mlp: 1024,
    n_layers: 8,
    n_heads: 8,
    n_ctx: 256,
    batch_size: 2,
    tie_embeddings: false,
  },
  preset: { ...PLAIN, d_vocab: DEFAULT_CONFIG.tokenizer.vocab_size },
};

/** What the contestants of a size are given. */
export function taskOf(config: RunConfig): Task {
  const batches = Array.from({ length: BATCHES }, (_, index) => benchBatch(config, index));
  return {
    config,
    weights: initialWeights(config, config.seed),
    batchAt: (step) => {
      const batch = batches[(step - 1) % BATCHES];
      if (!batch) throw new Error(`batchAt: step ${step} came, 1, 2, 3 … was wanted`);
      return batch;
    },
    settingsAt: (step) => settingsAt(config, step),
  };
}
