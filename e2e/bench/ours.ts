import { setBackend } from '@tensorflow/tfjs-core';
import { bestBuild } from '#model/simd/binary.ts';
import { createPlanTrainer } from '#model/plan/planTrainer.ts';
import { createSimdTrainer } from '#model/simd/simdTrainer.ts';
import { possibleThreads, threadedTrainerOf } from '#model/simd/threadedTrainer.ts';
import { createTapeTrainer } from '#model/tape/tapeTrainer.ts';
import type { TrainerFactory } from '#model/trainer.ts';
import type { Contestant, Entry, Place, Task } from './contestant.ts';

async function build(factory: TrainerFactory, place: Place, task: Task): Promise<Contestant> {
  const enter = async (): Promise<void> => {
    if (!(await setBackend(place))) throw new Error(`tfjs could not start its backend '${place}'`);
  };
  await enter();
  const { length } = task.weights;
  const state = { weights: task.weights.slice(), m: new Float32Array(length), v: new Float32Array(length) };
  const trainer = await factory(task.config, state);
  return {
    enter,
    queue: (step) => trainer.step(task.batchAt(step), task.settingsAt(step)),
    loss: async () => (await trainer.scalars()).at(-1)?.lossNats ?? Number.NaN,
    dispose: () => trainer.dispose(),
  };
}

const entry = (name: string, place: Place, factory: TrainerFactory, threads = 1): Entry => ({
  name,
  place,
  threads,
  build: (task) => build(factory, place, task),
});

/** Our training steps: the SIMD module on one thread and on all, the plan of compute passes on the GPU. */
export function ourEntries(): Entry[] {
  const threads = possibleThreads();
  return [
    entry('Glassformer, 1 thread', 'wasm', createSimdTrainer),
    ...(threads > 1 ? [entry(`Glassformer, ${threads} threads`, 'wasm', threadedTrainerOf(bestBuild(), threads), threads)] : []),
    entry('Glassformer', 'webgpu', createPlanTrainer),
  ];
}

/** The probe's readable operations, differentiated by tfjs, with products in the order that suits tfjs-wasm best. */
export const orderedTfjsEntries: readonly Entry[] = [entry('tfjs ops, ordered for wasm', 'wasm', createTapeTrainer)];
