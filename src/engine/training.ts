import { sampleBatch, windowBatches } from '#corpus/batches.ts';
import { exampleBatches, sampleExamples } from '#corpus/tasks/rows.ts';
import type { Batch } from '#lexicon/batch.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { StepSettings } from '#model/trainer.ts';
import { fail } from '#lexicon/problems.ts';
import type { Evaluation } from '#lexicon/messages.ts';
import { learningRateAt } from '#lexicon/schedule.ts';
import { nextMilestone } from './checkpoints.ts';
import { rowsOf } from './rowsOf.ts';
import type { Run } from './run.ts';

/** How long one slice of training may keep the worker from hearing messages. */
const SLICE_MS = 24;
/** Held-out tokens looked at in one evaluation, and as many of the training part. */
const EVALUATION_TOKENS = 1024;
/** The same for a task, in examples. */
const EVALUATION_EXAMPLES = 48;

/** Steps between two evaluations: often while much changes, seldom later. */
export function evaluationInterval(step: number): number {
  return step < 200 ? 20 : step < 1000 ? 50 : 100;
}

export type Slice = {
  steps: number;
  tokens: number;
  ms: number;
  /** The step whose loss or gradient was no finite number, if one was. */
  divergedAt: number | null;
};

/** The text's batch for one step of a run. @throws textEmpty for a model without a text. */
export function batchAt(run: Run, step: number): Batch {
  const { text, config } = run;
  if (!text) throw fail('textEmpty', { tokens: 0 });
  const rows = rowsOf(config, text);
  if (rows) return sampleExamples({ ...rows, B: config.batch_size, seed: config.seed, step });
  return sampleBatch({
    ids: text.info.ids,
    trainTokens: text.info.trainTokens,
    B: config.batch_size,
    T: config.n_ctx,
    seed: config.seed,
    step,
    objective: config.objective,
    maskFraction: config.mask_fraction,
    maskId: text.tokenizer.maskId,
  });
}

/** How many steps fit into one slice, up to the next evaluation, the next step to be kept and the last one asked for. */
function stepsAhead(run: Run, msPerStep: number, target: number): number {
  const interval = evaluationInterval(run.step);
  const toEvaluation = interval - (run.step % interval);
  const toMilestone = nextMilestone(run.step) - run.step;
  return Math.max(1, Math.min(Math.floor(SLICE_MS / msPerStep), toEvaluation, toMilestone, target - run.step));
}

/** What a config says about the update of one step. */
export function settingsAt(config: RunConfig, step: number): StepSettings {
  return {
    step,
    learningRate: learningRateAt(config, step),
    optimizer: config.optimizer,
    beta1: config.beta1,
    beta2: config.beta2,
    adamEps: config.adam_eps,
    weightDecay: config.weight_decay,
    gradClip: config.grad_clip,
    dropout: config.dropout,
    seed: config.seed,
    frozen: config.frozen,
  };
}

/** Trains for a slice of time and writes what came of it into the run's history. */
export async function trainSlice(run: Run, msPerStep: number, target: number): Promise<Slice> {
  const { config, trainer, history } = run;
  const count = stepsAhead(run, msPerStep, target);
  const began = performance.now();
  const rates: number[] = [];
  let tokens = 0;
  for (let i = 0; i < count; i++) {
    const step = run.step + i + 1;
    const batch = batchAt(run, step);
    const settings = settingsAt(config, step);
    try {
      trainer.step(batch, settings);
    } catch (error) {
      // What the steps before it did is told; the next slice begins with the one that failed.
      if (i === 0) throw error;
      break;
    }
    rates.push(settings.learningRate);
    tokens += batch.B * batch.T;
  }
  const scalars = await trainer.scalars();
  const first = run.step;
  let divergedAt: number | null = null;
  scalars.forEach(({ lossNats, gradNorm }, i) => {
    const step = first + i + 1;
    if (divergedAt === null && !(Number.isFinite(lossNats) && Number.isFinite(gradNorm))) divergedAt = step;
    if (divergedAt === null) history.push({ step, loss: lossNats, gradNorm, learningRate: rates[i] ?? 0 });
  });
  run.step = first + scalars.length;
  return { steps: scalars.length, tokens, ms: performance.now() - began, divergedAt };
}

async function meanOver(run: Run, batches: readonly Batch[]): Promise<{ loss: number; accuracy: number }> {
  let [sum, scored, correct] = [0, 0, 0];
  for (const batch of batches) {
    const part = await run.trainer.evaluate(batch);
    sum += part.lossSumNats;
    scored += part.scored;
    correct += part.correct;
  }
  return scored > 0 ? { loss: sum / scored, accuracy: correct / scored } : { loss: Number.NaN, accuracy: Number.NaN };
}

/** The held-out part of a run's text in batches, and as much of the training part. */
function evaluationBatches({ config, text }: Pick<Run, 'config' | 'text'>): { held: Batch[]; seen: Batch[] } {
  if (!text) throw fail('textEmpty', { tokens: 0 });
  const rows = rowsOf(config, text);
  if (rows) {
    const { train, to } = rows.spans;
    const shared = { ...rows, B: config.batch_size, most: EVALUATION_EXAMPLES };
    return {
      held: exampleBatches({ ...shared, from: train, to: to.length }),
      seen: exampleBatches({ ...shared, from: 0, to: train }),
    };
  }
  const { ids, trainTokens } = text.info;
  const shared = {
    B: config.batch_size,
    T: config.n_ctx,
    maxWindows: Math.max(1, Math.ceil(EVALUATION_TOKENS / config.n_ctx)),
    ids,
    seed: config.seed,
    objective: config.objective,
    maskFraction: config.mask_fraction,
    maskId: text.tokenizer.maskId,
  };
  return {
    held: windowBatches({ ...shared, from: trainTokens, to: ids.length }),
    seen: windowBatches({ ...shared, from: 0, to: trainTokens }),
  };
}

/** Loss and accuracy on the held-out part, and accuracy on as much of the training part, both without dropout. */
export async function evaluateRun(run: Run): Promise<Evaluation> {
  const batches = evaluationBatches(run);
  const held = await meanOver(run, batches.held);
  const seen = await meanOver(run, batches.seen);
  return { step: run.step, valLoss: held.loss, valAccuracy: held.accuracy, trainAccuracy: seen.accuracy };
}
