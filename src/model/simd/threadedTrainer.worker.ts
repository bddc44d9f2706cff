import type { Batch } from '#lexicon/batch.ts';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { rng } from '#math/random.ts';
import { initialWeights, unmoved } from '../init.ts';
import type { Evaluated, StepScalars, StepSettings, Trainer, TrainerFactory } from '../trainer.ts';
import { simdTrainerOf } from './simdTrainer.ts';
import { possibleThreads, threadedTrainerOf } from './threadedTrainer.ts';

/** What a run on one thread, or on several, gave: for the test, which as a page may not wait for threads itself. */
export type ThreadRun = {
  threads: number;
  scalars: StepScalars[];
  weights: Float32Array;
  gradients: Float32Array;
  evaluated: Evaluated;
};
export type ThreadReport = { isolated: boolean; possible: number; runs: ThreadRun[]; again: ThreadRun };

const CONFIG: ModelConfig = {
  ...DEFAULT_CONFIG,
  d_vocab: 37,
  d_model: 30,
  n_heads: 3,
  d_mlp: 50,
  n_ctx: 41,
  tie_embeddings: true,
};
const SETTINGS: StepSettings = {
  step: 1,
  learningRate: 1e-2,
  optimizer: 'sgd',
  beta1: 0.9,
  beta2: 0.99,
  adamEps: 1e-8,
  weightDecay: 0.1,
  gradClip: 1,
  dropout: 0.2,
  seed: 5,
};
/** Batches that threads do not divide, of fewer sequences than threads, and of shapes that come back. */
const SHAPES: [B: number, T: number][] = [
  [5, 41],
  [1, 13],
  [7, 20],
  [2, 38],
  [5, 41],
  [4, 7],
  [7, 20],
];

function batchOf(B: number, T: number): Batch {
  const uniform = rng(3, 'batch', B, T);
  const draw = (): number => Math.floor(uniform() * CONFIG.d_vocab);
  return {
    ids: Int32Array.from({ length: B * T }, draw),
    targets: Int32Array.from({ length: B * T }, () => (uniform() < 0.2 ? -1 : draw())),
    B,
    T,
  };
}

async function run(threads: number, create: TrainerFactory): Promise<ThreadRun> {
  const state = unmoved(initialWeights(CONFIG, 1));
  const trainer: Trainer = await create(CONFIG, state);
  const frozen = ['h.0', 'wte'];
  SHAPES.forEach(([B, T], i) => trainer.step(batchOf(B, T), { ...SETTINGS, step: i + 1, frozen: i === 4 ? frozen : [] }));
  const result = {
    threads,
    scalars: await trainer.scalars(),
    weights: await trainer.weights(),
    gradients: await trainer.gradients(batchOf(6, 17)),
    evaluated: await trainer.evaluate(batchOf(3, 40)),
  };
  trainer.dispose();
  return result;
}

async function report(): Promise<ThreadReport> {
  const runs = [await run(1, simdTrainerOf('relaxed'))];
  for (const threads of [1, 2, 3, 4]) runs.push(await run(threads, threadedTrainerOf('relaxed', threads)));
  return {
    isolated: crossOriginIsolated,
    possible: possibleThreads(),
    runs,
    again: await run(3, threadedTrainerOf('relaxed', 3)),
  };
}

addEventListener('message', () => {
  report().then(postMessage, (error: unknown) => postMessage(String(error)));
});
