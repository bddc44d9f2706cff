import { getBackend } from '@tensorflow/tfjs-core';
import type { Preparation } from '#corpus/clean.ts';
import type { PreparedText } from '#corpus/text.ts';
import { isBeyondTraining, trainingRefusal } from '#lexicon/check.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { Intervention } from '#lexicon/interventions.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { initialWeights, unmoved } from '#model/init.ts';
import { createPlanTrainer } from '#model/plan/planTrainer.ts';
import { createThreadedTrainer } from '#model/simd/threadedTrainer.ts';
import { createStill } from '#model/still.ts';
import { createTapeTrainer } from '#model/tape/tapeTrainer.ts';
import type { Trainer, TrainerFactory, TrainerState } from '#model/trainer.ts';
import { Checkpoints } from './checkpoints.ts';
import type { Checkpoint } from './checkpoints.ts';
import { History } from './history.ts';

/** What all kept weights of one run may take. */
export const CHECKPOINT_BYTES = 48 * 2 ** 20;

/** A text as it was pasted, and as the model meets it. */
export type RunText = PreparedText & {
  raw: string;
  /** The text before what was chosen of the cleaning; `raw` is then what came of it. */
  pasted?: Pasted;
};
/** A text as it came, with what was chosen of its cleaning. */
export type Pasted = { text: string; preparation: Preparation };

/** One model with its text, its past and its trainer. */
export type Run = {
  id: number;
  config: RunConfig;
  /** Null for a model of bare ids. */
  text: RunText | null;
  /** Updates done. */
  step: number;
  trainer: Trainer;
  history: History;
  checkpoints: Checkpoints;
  /** The newest full state whose numbers were all finite: where a diverged run goes back to. */
  lastGood: { step: number; state: TrainerState };
  /** The probed sequence. */
  ids: Int32Array;
  /** Weights set by hand, counted: without a step they are what tells this state from the one before. */
  edits?: number;
  /** Changes to the values of the forward pass, in the panels and in what is written; training knows nothing of them. */
  interventions?: readonly Intervention[];
  /** The weights that fine-tuning began with; a run that began with its seed has none. */
  base?: Float32Array;
  /** Whether it came as bare ids, of which the masked objective hides none. */
  asIs?: boolean;
};

/** A run without its trainer: what is kept for undo, and what a change of backend carries over. */
export type KeptRun = Omit<Run, 'trainer'> & { state: TrainerState };

const FACTORIES: Record<string, TrainerFactory> = {
  webgpu: createPlanTrainer,
  wasm: createThreadedTrainer,
  cpu: createTapeTrainer,
};

/** The training step that is fastest on tfjs's current backend; of a model too large to be trained, what it is looked into with. */
export function createTrainer(config: RunConfig, state: TrainerState, onProgress?: (fraction: number) => void): Promise<Trainer> {
  if (isBeyondTraining(config)) return Promise.resolve(createStill(config, state, () => trainingRefusal(config)));
  return (FACTORIES[getBackend()] ?? createTapeTrainer)(config, state, onProgress);
}

/** A state at step 0: weights drawn from the seed, moments 0. */
export function freshState(config: RunConfig): TrainerState {
  return unmoved(initialWeights(config, config.seed));
}

/** A run at step 0, not yet given a trainer. */
export function freshRun(id: number, config: RunConfig, text: RunText | null): KeptRun {
  const state = freshState(config);
  const checkpoints = new Checkpoints(weightLayout(config).length, CHECKPOINT_BYTES, [
    { step: 0, weights: state.weights.slice() },
  ]);
  return {
    id,
    config,
    text,
    step: 0,
    history: new History(),
    checkpoints,
    lastGood: { step: 0, state },
    ids: firstIds(config, text),
    state,
  };
}

/** What is probed until somebody chooses: the first tokens of the text, at most a readable number; of a task its first example. */
export function firstIds(config: RunConfig, text: RunText | null): Int32Array {
  const length = Math.min(config.n_ctx, READABLE_TOKENS);
  const end = text?.info.examples?.scored[0];
  if (text && end !== undefined) return text.info.ids.slice(Math.max(0, end - config.n_ctx), end);
  if (text) return text.info.ids.slice(0, length);
  return Int32Array.from({ length: Math.min(length, config.d_vocab) }, (_, id) => id);
}

/** More rows than this are hard to read at a glance; longer ones can be asked for. */
const READABLE_TOKENS = 24;

/**
 * The weights of the kept step nearest to the one named, or, null naming none, the newest; to be read only, for they may be
 * the kept ones themselves. Asked for with the lock held, lest a step come between number and weights.
 */
export async function weightsAt(run: Run, step: number | null): Promise<Checkpoint> {
  return run.checkpoints.nearest(step) ?? { step: run.step, weights: await run.trainer.weights() };
}

/** Gives a kept run its trainer. */
export async function revive(kept: KeptRun, onProgress?: (fraction: number) => void): Promise<Run> {
  const { state, ...rest } = kept;
  return { ...rest, trainer: await createTrainer(kept.config, state, onProgress) };
}

/** Takes a run off its trainer, which is disposed. */
export async function shelve(run: Run): Promise<KeptRun> {
  const { trainer, ...rest } = run;
  const state = await trainer.state();
  trainer.dispose();
  return { ...rest, state };
}
