import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { rng } from '#math/random.ts';
import { initialWeights } from '#model/init.ts';
import type { Batch, StepSettings } from '#model/trainer.ts';
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
  preset: { ...PLAIN, d_vocab: DEFAULT_CONFIG.tokenizer.vocab_size },
};

/** Sequences that can be learnt: the next id is three times the last and a little more, of which a third is chance. */
function batchOf({ batch_size: B, n_ctx: T, d_vocab: V }: RunConfig, index: number): Batch {
  const uniform = rng(SEED, 'bench', index);
  const below = (n: number): number => Math.floor(uniform() * n);
  const [ids, targets] = [new Int32Array(B * T), new Int32Array(B * T)];
  for (let b = 0; b < B; b++) {
    const stride = 1 + below(5);
    let id = below(V);
    for (let t = 0; t < T; t++) {
      ids[b * T + t] = id;
      id = (3 * id + stride + below(3)) % V;
      targets[b * T + t] = id;
    }
  }
  return { ids, targets, B, T };
}

function settingsOf(config: RunConfig, step: number): StepSettings {
  return {
    step,
    learningRate: config.learning_rate,
    optimizer: config.optimizer,
    beta1: config.beta1,
    beta2: config.beta2,
    adamEps: config.adam_eps,
    weightDecay: config.weight_decay,
    gradClip: config.grad_clip,
    dropout: config.dropout,
    seed: config.seed,
  };
}

/** What the contestants of a size are given. */
export function taskOf(config: RunConfig): Task {
  const batches = Array.from({ length: BATCHES }, (_, index) => batchOf(config, index));
  return {
    config,
    weights: initialWeights(config, config.seed),
    batchAt: (step) => {
      const batch = batches[(step - 1) % BATCHES];
      if (!batch) throw new Error(`batchAt: step ${step} came, 1, 2, 3 … was wanted`);
      return batch;
    },
    settingsAt: (step) => settingsOf(config, step),
  };
}
