import type { RunConfig } from '#lexicon/config.ts';
import { rng } from '#math/random.ts';
import { createThreadedTrainer } from '#model/simd/threadedTrainer.ts';
import type { Batch, StepSettings, Trainer, TrainerState } from '#model/trainer.ts';

const WARM_STEPS = 2;
const TIMED_STEPS = 6;
/** The GPU keeps the model unless the CPU is faster by more than what two timings differ by. */
const MARGIN = 1.25;

const SETTINGS: StepSettings = {
  step: 1,
  learningRate: 0,
  optimizer: 'adamw',
  beta1: 0.9,
  beta2: 0.99,
  adamEps: 1e-8,
  weightDecay: 0,
  gradClip: 1,
  dropout: 0,
  seed: 0,
};

function anyBatch({ batch_size: B, n_ctx: T, d_vocab, seed }: RunConfig): Batch {
  const uniform = rng(seed, 'race');
  const draw = (): Int32Array => Int32Array.from({ length: B * T }, () => Math.floor(uniform() * d_vocab));
  return { ids: draw(), targets: draw(), B, T };
}

/** Milliseconds a step takes. The trainer's moments change; whoever raced it loads its state again. */
async function msPerStep(trainer: Trainer, batch: Batch): Promise<number> {
  const run = async (steps: number): Promise<void> => {
    for (let i = 0; i < steps; i++) trainer.step(batch, SETTINGS);
    await trainer.scalars();
  };
  await run(WARM_STEPS);
  const began = performance.now();
  await run(TIMED_STEPS);
  return (performance.now() - began) / TIMED_STEPS;
}

/**
 * Whether a model is trained faster by the SIMD module than by the trainer it has on the GPU, which for
 * small models may well be. Both take the same steps at rate 0; the state is as before afterwards.
 */
export async function simdIsFaster(config: RunConfig, onGpu: Trainer, state: TrainerState): Promise<boolean> {
  const simd = await createThreadedTrainer(config, state);
  const batch = anyBatch(config);
  try {
    const gpuMs = await msPerStep(onGpu, batch);
    const simdMs = await msPerStep(simd, batch);
    return simdMs * MARGIN < gpuMs;
  } finally {
    simd.dispose();
    onGpu.load(state);
  }
}
