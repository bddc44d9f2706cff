import type { Batch } from '#lexicon/batch.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { cost } from '#lexicon/cost.ts';
import { rng } from '#math/random.ts';
import { createThreadedTrainer } from '#model/simd/threadedTrainer.ts';
import type { Run } from './run.ts';
import type { StepSettings, Trainer, TrainerState } from '#model/trainer.ts';

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
async function simdIsFaster(config: RunConfig, onGpu: Trainer, state: TrainerState): Promise<boolean> {
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

export type Winner = 'cpu' | 'gpu';

/**
 * What earlier races tell of a model: the CPU's is what computes no more than a model it won, the GPU's what computes
 * no less than one it won. What lies between has to race.
 */
export class Races {
  private cpuUpTo = 0;
  private gpuFrom = Number.POSITIVE_INFINITY;

  /** Who is the faster for a model, or null where that is not known. */
  known(config: RunConfig): Winner | null {
    const { flopsPerStep } = cost(config);
    if (flopsPerStep <= this.cpuUpTo) return 'cpu';
    return flopsPerStep >= this.gpuFrom ? 'gpu' : null;
  }

  /** Races a model that runs on the GPU; its state is as before afterwards. */
  async race({ config, trainer }: Pick<Run, 'config' | 'trainer'>): Promise<Winner> {
    const winner = (await simdIsFaster(config, trainer, await trainer.state())) ? 'cpu' : 'gpu';
    this.note(config, winner);
    return winner;
  }

  note(config: RunConfig, winner: Winner): void {
    const { flopsPerStep } = cost(config);
    if (winner === 'cpu') this.cpuUpTo = Math.max(this.cpuUpTo, flopsPerStep);
    else this.gpuFrom = Math.min(this.gpuFrom, flopsPerStep);
  }
}
