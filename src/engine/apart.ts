import type { Batch } from '#lexicon/batch.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { StepApart, TensorMove, WeightMove } from '#lexicon/messages.ts';
import { weightLayout } from '#lexicon/weights.ts';
import type { WeightSlot } from '#lexicon/weights.ts';
import { batchLosses } from '#model/batchLosses.ts';
import { tensorsOf } from '#model/flatTensors.ts';
import type { StepScalars, StepSettings, TrainerState } from '#model/trainer.ts';
import { disposeAll } from './capture.ts';
import type { HeldExample } from './frames.ts';

/** How many single weights are told, those that moved most. */
const LARGEST = 24;

/** A training step with the states on either side of it. */
export type HeldStep = {
  runId: number;
  config: RunConfig;
  batch: Batch;
  settings: StepSettings;
  before: TrainerState;
  after: TrainerState;
  scalars: StepScalars;
};

/** What PyTorch's clipping multiplies a gradient of this norm by. */
export function clipFactor(norm: number, limit: number): number {
  return limit > 0 ? Math.min(1, limit / (norm + 1e-6)) : 1;
}

/**
 * The gradient of one weight as the optimizer took it, clipped, read off its first moment: m′ = β₁m + (1 − β₁)g, or
 * m′ = β₁m + g with SGD. Adam and SGD add the decay to the gradient, which is taken off again; AdamW does not.
 */
function gradientTaken({ settings, before, after }: HeldStep, i: number, decays: boolean): number {
  const { optimizer, beta1, weightDecay } = settings;
  const fresh = (after.m[i] ?? 0) - beta1 * (before.m[i] ?? 0);
  const taken = optimizer === 'sgd' ? fresh : fresh / (1 - beta1);
  const decay = optimizer === 'adamw' || !decays ? 0 : weightDecay * (before.weights[i] ?? 0);
  return taken - decay;
}

/** The places of the greatest numbers, the greatest first. */
function greatest(sizes: Float32Array, count: number): number[] {
  const order = Array.from(sizes.keys()).filter((i) => (sizes[i] ?? 0) > 0);
  return order.toSorted((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0)).slice(0, count);
}

/** Row-major place to index. */
function indexOf({ shape }: WeightSlot, at: number): number[] {
  const index: number[] = [];
  for (let axis = shape.length - 1, rest = at; axis >= 0; axis--) {
    const length = shape[axis] ?? 1;
    index.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return index;
}

/** What a step did to the weights: tensor by tensor, and the single weights that moved most. */
export function movesOf(held: HeldStep): { tensors: TensorMove[]; largest: WeightMove[] } {
  const { config, before, after } = held;
  const { slots } = weightLayout(config);
  const sizes = before.weights.map((value, i) => Math.abs((after.weights[i] ?? 0) - value));
  const tensors: TensorMove[] = [];
  for (const { name, offset, size, decays } of slots) {
    let [weight, gradient, move] = [0, 0, 0];
    for (let i = offset; i < offset + size; i++) {
      weight += (before.weights[i] ?? 0) ** 2;
      gradient += gradientTaken(held, i, decays) ** 2;
      move += (sizes[i] ?? 0) ** 2;
    }
    // A tensor that stood still was frozen: its moments say nothing about this step.
    if (move > 0) tensors.push({ name, weight: Math.sqrt(weight), gradient: Math.sqrt(gradient), move: Math.sqrt(move) });
  }
  const largest = greatest(sizes, LARGEST).flatMap((i): WeightMove[] => {
    const slot = slots.find(({ offset, size }) => i >= offset && i < offset + size);
    if (!slot) return [];
    return [
      {
        name: slot.name,
        index: indexOf(slot, i - slot.offset),
        before: before.weights[i] ?? 0,
        after: after.weights[i] ?? 0,
        gradient: gradientTaken(held, i, slot.decays),
      },
    ];
  });
  return { tensors, largest };
}

/** All that happened in a step, in numbers. */
export async function tellStep(held: HeldStep): Promise<StepApart> {
  const { runId, config, batch, settings, before, scalars } = held;
  const weights = tensorsOf(config, before.weights);
  const { dropout: probability, seed, step } = settings;
  const losses = batchLosses(config, weights, batch, { probability, seed, step });
  disposeAll(weights);
  return {
    runId,
    step,
    ids: batch.ids.slice(),
    targets: batch.targets.slice(),
    B: batch.B,
    T: batch.T,
    losses: await losses,
    loss: scalars.lossNats,
    gradNorm: scalars.gradNorm,
    learningRate: settings.learningRate,
    clipped: clipFactor(scalars.gradNorm, settings.gradClip),
    dropout: probability,
    ...movesOf(held),
  };
}

/** One example of a held step, as frames show it. */
export function exampleOf({ runId, config, batch, settings, before }: HeldStep, example: number): HeldExample {
  const { ids, targets, T } = batch;
  const { dropout: probability, seed, step } = settings;
  return {
    runId,
    config,
    step: step - 1,
    weights: before.weights,
    ids: ids.slice(example * T, (example + 1) * T),
    targets: targets.slice(example * T, (example + 1) * T),
    dropout: { probability, seed, step, firstSequence: example },
  };
}
