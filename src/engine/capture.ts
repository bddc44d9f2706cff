import type { Tensor } from '@tensorflow/tfjs-core';
import type { Batch } from '#lexicon/batch.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { Intervention } from '#lexicon/interventions.ts';
import type { Frame, FrameEntry } from '#lexicon/messages.ts';
import type { Dropout } from '#model/dropout.ts';
import { tensorsOf } from '#model/flatTensors.ts';
import { activationOf } from '#model/pass.ts';
import { pack, probe } from '#model/probe.ts';

/** Frees all tensors of a map. */
export function disposeAll(tensors: ReadonlyMap<string, Tensor>): void {
  for (const each of tensors.values()) each.dispose();
}

/** One row's value [B, …axes] by weights in the flat layout, as `activationOf`; the caller disposes it. */
export function activationBy(
  config: RunConfig,
  flat: Float32Array,
  batch: Batch,
  name: string,
  change?: Parameters<typeof activationOf>[4],
): Tensor {
  const weights = tensorsOf(config, flat);
  try {
    return activationOf(config, weights, batch, name, change);
  } finally {
    disposeAll(weights);
  }
}

/** The engine's one read-back: a packed tensor's numbers, on this side of the GPU. Frees the tensor. */
async function readFrame(packed: Tensor): Promise<Float32Array> {
  try {
    return (await packed.data()) as Float32Array;
  } finally {
    packed.dispose();
  }
}

type Look = {
  runId: number;
  step: number;
  live: boolean;
  config: RunConfig;
  ids: Int32Array;
  /** Of an example of a training step: what it is scored on, and the masks that fell. */
  targets?: Int32Array;
  dropout?: Dropout;
  interventions?: readonly Intervention[] | undefined;
};

/**
 * Computes the named arrays for one sequence with the given weights (disposed here) and reads them in
 * one go. What is computed is queued before this returns, so training may go on while it is read.
 */
export function look(
  { runId, step, live, config, ids, targets, dropout, interventions }: Look,
  weights: Map<string, Tensor>,
  names: readonly string[],
): Promise<Frame> {
  let packed: { entries: FrameEntry[]; data: Tensor };
  try {
    const arrays = probe(config, weights, ids, names, targets, dropout, interventions);
    packed = pack(config, arrays);
    disposeAll(arrays);
  } finally {
    disposeAll(weights);
  }
  const more = targets ? { targets: targets.slice() } : {};
  return readFrame(packed.data).then((data) => ({ runId, step, live, ids: ids.slice(), entries: packed.entries, data, ...more }));
}
