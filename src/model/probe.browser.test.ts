import { dispose, memory, tensor } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { graph } from '#lexicon/graph.ts';
import { useBackend } from './fixtures/backends.ts';
import { firstDifference, REACHED } from './fixtures/conformance.ts';
import { loadReferenceCase } from './fixtures/load.ts';
import type { ReferenceCase } from './fixtures/load.ts';
import { pack, probe } from './probe.ts';

/** Every array a probe can give, packed and read back at once. */
async function readAll({ config, batch, weights: arrays }: ReferenceCase): Promise<Float32Array> {
  const before = memory().numTensors;
  const weights = new Map(Array.from(arrays, ([name, { shape, data }]) => [name, tensor(data.slice(), [...shape], 'float32')]));
  const known = [...graph(config).map(({ name }) => name), ...arrays.keys()];
  const names = [...known, ...known.map((name) => `grad.${name}`), 'probe.softmax', 'probe.loss'];
  const tensors = probe(config, weights, batch.ids.slice(0, batch.T), names);
  const { data } = pack(config, tensors);
  const numbers = (await data.data<'float32'>()).slice();
  dispose([...weights.values(), ...tensors.values(), data]);
  expect(memory().numTensors).toBe(before);
  return numbers;
}

it.each(['wasm', 'webgpu'] as const)(
  'a probe of everything, read back in one piece, is on %s what it is on the processor, −∞ and NaN included',
  async (backend) => {
    const reference = await loadReferenceCase('gpt2');
    await useBackend('cpu');
    const wanted = await readAll(reference);
    await useBackend(backend);
    expect(firstDifference(await readAll(reference), wanted, REACHED)).toBeUndefined();
    expect([wanted.includes(-Infinity), wanted.includes(Number.NaN)]).toEqual([true, true]);
  },
);
