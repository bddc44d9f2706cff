import type { Batch } from '#lexicon/batch.ts';
import { applyPatch } from '#lexicon/check.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { BenchArgs, BenchResult } from '#lexicon/messages.ts';
import { fail } from '#lexicon/problems.ts';
import { rng } from '#math/random.ts';
import type { Engine } from './engine.ts';
import { countGpu } from './gpuCounts.ts';
import { createTrainer, freshState } from './run.ts';
import { settingsAt } from './training.ts';

/** The most steps of one measurement. */
const MOST_STEPS = 100_000;

/**
 * A batch [B,T] that needs no text: the next id is three times the last and a little more, a third of it by chance,
 * so that there is something to learn. The same for the same sizes and index.
 */
export function benchBatch({ batch_size: B, n_ctx: T, d_vocab: V }: RunConfig, index: number): Batch {
  const uniform = rng(1, 'bench', index);
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

/** Times the training step of a new model of `config` on the current backend, each step up to its loss. */
async function timeSteps(config: RunConfig, steps: number, warmup: number): Promise<Omit<BenchResult, 'adapter'>> {
  const trainer = await createTrainer(config, freshState(config));
  const queue = (step: number): void => trainer.step(benchBatch(config, step), settingsAt(config, step));
  const lossOf = async (): Promise<number> => (await trainer.scalars()).at(-1)?.lossNats ?? Number.NaN;
  const msPerStep: number[] = [];
  const losses: number[] = [];
  try {
    for (let step = 1; step <= warmup + steps; step++) {
      const began = performance.now();
      queue(step);
      const loss = await lossOf();
      if (step <= warmup) continue;
      msPerStep.push(performance.now() - began);
      losses.push(loss);
    }
    const { dispatches, submits } = await countGpu(() => queue(warmup + steps + 1));
    await lossOf();
    return { msPerStep, losses, dispatchesPerStep: dispatches, submitsPerStep: submits };
  } finally {
    trainer.dispose();
  }
}

function checkCount(field: string, value: number, min: number): void {
  if (Number.isInteger(value) && value >= min && value <= MOST_STEPS) return;
  throw fail('fieldRange', { field, min, max: MOST_STEPS, got: String(value) });
}

/**
 * Measures a model of its own beside the running one, which waits meanwhile and is as before afterwards.
 * @throws fieldRange and the problems of a config; backendMissing for a backend this machine lacks.
 */
export async function benchmark(engine: Engine, { config = {}, steps, warmup, backend }: BenchArgs): Promise<BenchResult> {
  checkCount('steps', steps, 1);
  checkCount('warmup', warmup, 0);
  const wanted = applyPatch(engine.running().config, config);
  const before = engine.backend.info();
  if (backend !== undefined) await engine.setBackend(backend);
  try {
    return await engine.lock.run(async () => ({
      ...(await timeSteps(wanted, steps, warmup)),
      adapter: engine.backend.info().adapter,
    }));
  } finally {
    await engine.setBackend(before.name, before.reason);
  }
}
