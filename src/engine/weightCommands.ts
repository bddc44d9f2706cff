import type { Batch } from '#lexicon/batch.ts';
import type { Commands } from '#lexicon/commands.ts';
import type { GradientNorms } from '#lexicon/messages.ts';
import { fail } from '#lexicon/problems.ts';
import { weightLayout } from '#lexicon/weights.ts';
import type { WeightSlot } from '#lexicon/weights.ts';
import { norm } from '#math/statistics.ts';
import { tensorsOf } from '#model/flatTensors.ts';
import { runPass } from '#model/pass.ts';
import { disposeAll } from './capture.ts';
import { progressOf } from './emit.ts';
import type { Emit } from './emit.ts';
import type { Engine } from './engine.ts';
import { slotNamed, writeWeight } from './reading.ts';
import type { Run } from './run.ts';
import { stopping } from './stoppable.ts';
import { Tracer } from './trace.ts';
import { batchAt, settingsAt } from './training.ts';

type Part = Pick<
  { [N in keyof Commands]: (args: Commands[N]['args']) => Promise<Commands[N]['result']> },
  'trace' | 'stopTrace' | 'gradientNorms' | 'weightState' | 'setWeight'
>;

/** The place of one number in the flat buffers. @throws Problem `unknownName`, `weightLength`. */
function placeOf(run: Run, weight: string, at: number): { slot: WeightSlot; i: number } {
  const slot = slotNamed(run.config, weight);
  if (!Number.isInteger(at) || at < 0 || at >= slot.size) throw fail('weightLength', { weight, got: at + 1, wanted: slot.size });
  return { slot, i: slot.offset + at };
}

/** The gradient of the mean loss of a batch by weights in the flat layout, for each weight by name. */
async function gradientsAt({ config }: Run, flat: Float32Array, batch: Batch): Promise<Map<string, Float32Array>> {
  const weights = tensorsOf(config, flat);
  const names = weightLayout(config).slots.map(({ name }) => name);
  let found: ReturnType<typeof runPass>;
  try {
    found = runPass(config, weights, batch, { gradients: names });
  } finally {
    disposeAll(weights);
  }
  const read = new Map<string, Float32Array>();
  try {
    for (const [name, gradient] of found.gradients) read.set(name, await gradient.data<'float32'>());
    return read;
  } finally {
    disposeAll(found.gradients);
    found.loss?.dispose();
  }
}

/** The gradient that the next step's batch gives at the newest weights, or at those of a kept step. */
async function gradientNorms(run: Run, step: number | null): Promise<GradientNorms> {
  const kept = run.checkpoints.nearest(step);
  const at = kept?.step ?? run.step;
  const batch = batchAt(run, at + 1);
  const { slots } = weightLayout(run.config);
  const weights = kept?.weights ?? (await run.trainer.weights());
  const rowsOf = (gradient: (slot: WeightSlot) => Float32Array): GradientNorms['rows'] =>
    slots.map((slot) => ({
      name: slot.name,
      gradient: norm(gradient(slot)),
      weight: norm(weights.subarray(slot.offset, slot.offset + slot.size)),
    }));
  if (!kept) {
    const flat = await run.trainer.gradients(batch);
    return { step: at, batchStep: at + 1, rows: rowsOf(({ offset, size }) => flat.subarray(offset, offset + size)) };
  }
  const read = await gradientsAt(run, kept.weights, batch);
  return { step: at, batchStep: at + 1, rows: rowsOf(({ name }) => read.get(name) ?? new Float32Array()) };
}

/** What is asked of single weights, and of single numbers over the training. */
export function weightHandlers(engine: Engine, emit: Emit): Part {
  const tracer = new Tracer(engine.lock);
  const onProgress = progressOf(emit, 'trace');
  return {
    trace: (args) => tracer.trace(engine.running(), args, onProgress),
    stopTrace: stopping(tracer, onProgress),
    gradientNorms: ({ step }) => engine.lock.run(() => gradientNorms(engine.running(), step)),
    weightState: ({ weight, at }) =>
      engine.lock.run(async () => {
        const run = engine.running();
        const { i } = placeOf(run, weight, at);
        const { weights, m, v } = await run.trainer.state();
        const { step, config } = run;
        const learningRate = run.history.last()?.learningRate ?? settingsAt(config, step).learningRate;
        return { step, value: weights[i] ?? 0, m: m[i] ?? 0, v: v[i] ?? 0, learningRate };
      }),
    setWeight: ({ weight, at, change }) =>
      engine.lock.run(async () => {
        const run = engine.running();
        const { slot, i } = placeOf(run, weight, at);
        const flat = await run.trainer.weights();
        const before = flat[i] ?? 0;
        flat[i] = 'to' in change ? change.to : before + change.by;
        await writeWeight(run, weight, flat.slice(slot.offset, slot.offset + slot.size));
        engine.frames.request();
        return { before, after: flat[i] ?? 0 };
      }),
  };
}
