import { headWidth } from '#lexicon/config.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { fail } from '#lexicon/problems.ts';
import { weightLayout } from '#lexicon/weights.ts';
import type { TrainerFactory } from '../trainer.ts';
import { bestBuild, simdModule } from './binary.ts';
import type { SimdBuild } from './binary.ts';
import { SimdInstance } from './instance.ts';
import { positionTable } from './positionTable.ts';
import { createSimdTrainer, SimdTrainer } from './simdTrainer.ts';
import type { ThreadTask } from './thread.ts';

/** Pages of 64 KiB that the module's memory begins with and may grow to; the module is built for these. */
const INITIAL_PAGES = 16;
const MAXIMUM_PAGES = 32768;
/** More threads than this were never tried. */
const MOST_THREADS = 8;

/** How many threads this worker could use: 1 where memory cannot be shared, or waiting is forbidden as in a page. */
export function possibleThreads(): number {
  const mayWait = typeof WorkerGlobalScope !== 'undefined' && globalThis instanceof WorkerGlobalScope;
  return mayWait && crossOriginIsolated ? Math.min(navigator.hardwareConcurrency, MOST_THREADS) : 1;
}

function startThread(task: ThreadTask): { worker: Worker; ready: Promise<void> } {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { type: 'module' });
  const ready = new Promise<void>((resolve, reject) => {
    worker.addEventListener('message', () => resolve(), { once: true });
    worker.addEventListener('error', ({ message }) => reject(new Error(`SIMD thread ${task.thread}: ${message}`)), {
      once: true,
    });
  });
  worker.postMessage(task);
  return { worker, ready };
}

/**
 * A factory of trainers that share each batch among `threads` threads, this one included. Only for workers
 * of a cross-origin isolated page. Sums are formed in another order than on one thread, but always in the same.
 */
export function threadedTrainerOf(build: SimdBuild, threads: number): TrainerFactory {
  return async (config: ModelConfig, state, onProgress) => {
    if (config.position === 'rope' && headWidth(config) % 2 !== 0) throw fail('ropeEven', { headWidth: headWidth(config) });
    const module = await simdModule(build, true);
    const memory = new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum: MAXIMUM_PAGES, shared: true });
    const instance = new SimdInstance(module, config, weightLayout(config), { memory, threads });
    const tableFloats = positionTable(config).length;
    const others = Array.from({ length: threads - 1 }, (_, i) =>
      startThread({ module, memory, config, tableFloats, thread: i + 1, threads }),
    );
    const end = (): void => others.forEach(({ worker }) => worker.terminate());
    try {
      await Promise.all(others.map(({ ready }) => ready));
    } catch (error) {
      end();
      throw error;
    }
    const trainer = new SimdTrainer(config, instance, end);
    trainer.load(state);
    onProgress?.(1);
    return trainer;
  };
}

/**
 * The training step on all cores but one, which stays with the page; on this thread alone where there are no
 * more or the others do not start. The number depends on the machine only, so that a run repeats.
 */
export const createThreadedTrainer: TrainerFactory = async (config, state, onProgress) => {
  const threads = possibleThreads() - 1;
  if (threads > 1) {
    try {
      return await threadedTrainerOf(bestBuild(), threads)(config, state, onProgress);
    } catch {
      return createSimdTrainer(config, state, onProgress);
    }
  }
  return createSimdTrainer(config, state, onProgress);
};
