import { graph } from '#lexicon/graph.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { ReadResult } from '#lexicon/messages.ts';
import { fail } from '#lexicon/problems.ts';
import { weightLayout } from '#lexicon/weights.ts';
import type { WeightSlot } from '#lexicon/weights.ts';
import { resolveNames } from '#model/names.ts';
import type { Run } from './run.ts';

/** What a name asks for, so that one place decides where it is read. */
export type Wanted =
  | { kind: 'weight'; slot: WeightSlot }
  | { kind: 'moment'; moment: 'm' | 'v'; slot: WeightSlot }
  /** An activation, a gradient, or a `probe.*` series: computed by the probe. */
  | { kind: 'probed' };

function slotOf(config: RunConfig, name: string): WeightSlot | undefined {
  return weightLayout(config).byName.get(name);
}

/** Whether a name is a gradient or the loss: with a single token nothing is predicted, so it has neither. */
export const needsTwoTokens = (name: string): boolean => name.startsWith('grad.') || name === 'probe.loss';

/** Says where a named array is read. @throws unknownName with examples that exist. */
export function classify(config: RunConfig, name: string): Wanted {
  const moment = /^adam\.(m|v)\.(.+)$/.exec(name);
  if (moment) {
    const slot = slotOf(config, moment[2] ?? '');
    if (slot) return { kind: 'moment', moment: moment[1] === 'm' ? 'm' : 'v', slot };
  }
  const slot = slotOf(config, name);
  if (slot) return { kind: 'weight', slot };
  resolveNames(config, [name]);
  return { kind: 'probed' };
}

/** A weight's numbers out of a flat buffer, copied. */
export function readSlot(flat: Float32Array, { shape, offset, size }: WeightSlot): ReadResult {
  return { shape: [...shape], data: flat.slice(offset, offset + size) };
}

/** A weight's place in the flat buffers. @throws Problem `unknownName` with examples that exist. */
export function slotNamed(config: RunConfig, name: string): WeightSlot {
  const slot = slotOf(config, name);
  if (slot) return slot;
  const examples = weightLayout(config).slots.slice(0, 3);
  throw fail('unknownName', { name: String(name), examples: examples.map((each) => each.name).join(', ') });
}

/** Puts new numbers into one weight of the running model; its moments stay. */
export async function writeWeight(run: Run, name: string, data: Float32Array): Promise<void> {
  const slot = slotNamed(run.config, name);
  if (data.length !== slot.size) throw fail('weightLength', { weight: name, got: data.length, wanted: slot.size });
  const index = data.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) throw fail('weightFinite', { weight: name, index });
  const state = await run.trainer.state();
  state.weights.set(data, slot.offset);
  run.trainer.load(state);
  run.edits = (run.edits ?? 0) + 1;
  run.checkpoints.truncate(run.step - 1);
  run.checkpoints.add({ step: run.step, weights: state.weights });
}

/**
 * The first tensor in the order of the forward pass that holds a number that is not finite:
 * a weight where one is broken, else the first activation (masked scores may be −∞).
 */
export function firstBroken(
  config: RunConfig,
  flat: Float32Array,
  activation: (name: string) => Float32Array | undefined,
): string {
  const broken = (values: Float32Array): boolean => values.some((value) => Number.isNaN(value) || value === Infinity);
  for (const node of graph(config)) {
    for (const weight of node.weights) {
      const slot = slotOf(config, weight);
      if (slot && broken(flat.subarray(slot.offset, slot.offset + slot.size))) return weight;
    }
    const values = activation(node.name);
    if (values && broken(values)) return node.name;
  }
  return 'loss';
}
