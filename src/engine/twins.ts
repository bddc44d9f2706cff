import type { Events } from '#lexicon/events.ts';
import { LOGITS } from '#lexicon/graph.ts';
import { fail } from '#lexicon/problems.ts';
import { BREAKS } from '#lexicon/writing.ts';
import type { BreakId, Twin, Twins } from '#lexicon/writing.ts';
import { softmax } from '#math/softmax.ts';
import { breaks } from '#model/breaks.ts';
import type { Broken } from '#model/breaks.ts';
import { createChangedTrainer } from '#model/tape/tapeTrainer.ts';
import type { Trainer } from '#model/trainer.ts';
import { askedOf } from './asked.ts';
import { breathe } from './breathe.ts';
import { activationBy } from './capture.ts';
import { createTrainer, freshState } from './run.ts';
import type { Run } from './run.ts';
import { batchAt, settingsAt } from './training.ts';
import { Stoppable } from './stoppable.ts';

const MOST_STEPS = 1000;
const SHOWN = 6;
/** Steps whose losses are read at once. */
const READ_EVERY = 5;

/** Trains a broken model and an intact one side by side: same seed, same batches. */
export class TwinLab extends Stoppable {
  /**
   * Both models from step 0 through `steps` batches, a turn a step, so that the running model goes on. Null when stopped.
   * @throws Problem `textEmpty`, `maskedGeneration` (its mask is no break there), `fieldChoice`, `fieldRange`.
   */
  async train(
    run: Run,
    broken: BreakId,
    steps: number,
    onProgress: (fraction: number) => void,
    onLosses: (losses: Events['twinLosses']) => void,
  ): Promise<Twins | null> {
    if (!run.text) throw fail('textEmpty', { tokens: 0 });
    if (run.config.objective === 'masked') throw fail('maskedGeneration', {});
    if (!BREAKS.includes(broken)) throw fail('fieldChoice', { field: 'broken', options: BREAKS.join(', '), got: String(broken) });
    if (!Number.isInteger(steps) || steps < 1 || steps > MOST_STEPS)
      throw fail('fieldRange', { field: 'steps', min: 1, max: MOST_STEPS, got: String(steps) });
    const isWanted = this.begin();
    const kinds: readonly Broken[] = [{ config: run.config }, breaks[broken](run.config)];
    const trainers: Trainer[] = [];
    const losses = kinds.map(() => new Float32Array(steps));
    try {
      for (const kind of kinds) trainers.push(await this.lock.run(() => trainerOf(kind)));
      for (let step = 1; step <= steps; step++) {
        await this.lock.run(async () => {
          const batch = batchAt(run, step);
          kinds.forEach(({ config }, at) => trainers[at]?.step(batch, settingsAt(config, step)));
          if (step % READ_EVERY === 0 || step === steps) await readLosses(trainers, losses, step);
        });
        if (!isWanted()) return null;
        onProgress(step / steps);
        if (step % READ_EVERY === 0) {
          const [intact, changed] = losses.map((all) => all.slice(0, step));
          if (intact && changed) onLosses({ broken, steps, intact, changed });
        }
        await breathe();
      }
      const { ids } = askedOf(run);
      const read = (at: number): Promise<Twin> =>
        this.lock.run(async () => ({
          losses: losses[at] ?? new Float32Array(0),
          next: await expected(kinds[at], trainers[at], ids),
        }));
      return { broken, steps, intact: await read(0), changed: await read(1), ids };
    } finally {
      for (const trainer of trainers) trainer.dispose();
      if (isWanted()) onProgress(1);
    }
  }
}

/** The fastest step there is; what the graph does not say is trained op by op. */
function trainerOf({ config, ...change }: Broken): Promise<Trainer> {
  const state = freshState(config);
  return change.rows || change.interventions
    ? Promise.resolve(createChangedTrainer(config, state, change))
    : createTrainer(config, state);
}

async function readLosses(trainers: readonly Trainer[], losses: readonly Float32Array[], step: number): Promise<void> {
  for (const [at, trainer] of trainers.entries()) {
    const scalars = await trainer.scalars();
    scalars.forEach(({ lossNats }, i) => losses[at]?.set([lossNats], step - scalars.length + i));
  }
}

/** The likeliest tokens behind a sequence. */
async function expected(kind: Broken | undefined, trainer: Trainer | undefined, ids: Int32Array): Promise<Twin['next']> {
  if (!kind || !trainer) return [];
  const { config, ...change } = kind;
  const batch = { ids, targets: new Int32Array(0), B: 1, T: ids.length };
  const logits = activationBy(config, await trainer.weights(), batch, LOGITS, change);
  try {
    const all = await logits.data<'float32'>();
    const last = all.slice((ids.length - 1) * config.d_vocab);
    if (!last.every(Number.isFinite)) return [];
    return Array.from(softmax(last), (probability, id) => ({ id, probability }))
      .toSorted((a, b) => b.probability - a.probability)
      .slice(0, SHOWN);
  } finally {
    logits.dispose();
  }
}
