import { dispose, memory, tensor } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { Intervention } from '#lexicon/interventions.ts';
import { useBackend } from './fixtures/backends.ts';
import { firstDifference, REACHED } from './fixtures/conformance.ts';
import { loadReferenceCase } from './fixtures/load.ts';
import type { ReferenceCase } from './fixtures/load.ts';
import { pack, probe } from './probe.ts';

/** One of each kind, on values with heads, without, and on attention. */
const CHANGES: readonly Intervention[] = [
  { hook: 'blocks.0.attn.hook_z', head: 1, scale: 0 },
  { hook: 'blocks.0.hook_resid_post', add: 0.25 },
  { hook: 'blocks.0.hook_mlp_out', position: -1, value: 0.5 },
  { hook: 'blocks.1.attn.hook_attn_scores', head: 0, scale: 0 },
  { hook: 'blocks.1.attn.hook_pattern', position: 3, add: 0.1 },
];

/** Each changed value, what comes of all, and gradients through them. */
const NAMES = [...CHANGES.map(({ hook }) => hook), 'unembed.hook_out', 'grad.h.0.attn.c_proj.weight', 'grad.wte.weight'];

async function readAll({ config, batch, weights: arrays }: ReferenceCase): Promise<Float32Array> {
  const before = memory().numTensors;
  const weights = new Map(Array.from(arrays, ([name, { shape, data }]) => [name, tensor(data.slice(), [...shape], 'float32')]));
  const tensors = probe(config, weights, batch.ids.slice(0, 8), NAMES, undefined, undefined, CHANGES);
  const { data } = pack(config, tensors);
  const numbers = (await data.data<'float32'>()).slice();
  dispose([...weights.values(), ...tensors.values(), data]);
  expect(memory().numTensors).toBe(before);
  return numbers;
}

it.each(['wasm', 'webgpu'] as const)(
  'a changed forward pass and its gradients are on %s what they are on the processor',
  async (backend) => {
    const reference = await loadReferenceCase('gpt2');
    await useBackend('cpu');
    const wanted = await readAll(reference);
    await useBackend(backend);
    expect(firstDifference(await readAll(reference), wanted, REACHED)).toBeUndefined();
  },
);
