import { beforeAll, expect, it } from 'vitest';
import { graph } from '#lexicon/graph.ts';
import { useBackend } from './fixtures/backends.ts';
import { firstDifference, REACHED } from './fixtures/conformance.ts';
import { loadReferenceCase } from './fixtures/load.ts';
import type { ReferenceCase } from './fixtures/load.ts';
import { readBack } from './fixtures/readBack.ts';

let reference: ReferenceCase;
/** Every array a probe can give. */
let names: string[];
let wanted: Float32Array;
beforeAll(async () => {
  reference = await loadReferenceCase('gpt2');
  const known = [...graph(reference.config).map(({ name }) => name), ...reference.weights.keys()];
  names = [...known, ...known.map((name) => `grad.${name}`), 'probe.softmax', 'probe.loss'];
  await useBackend('cpu');
  wanted = await readBack(reference, names);
});

it.each(['wasm', 'webgpu'] as const)(
  'a probe of everything, read back in one piece, is on %s what it is on the processor, −∞ and NaN included',
  async (backend) => {
    await useBackend(backend);
    expect(firstDifference(await readBack(reference, names), wanted, REACHED)).toBeUndefined();
    expect([wanted.includes(-Infinity), wanted.includes(Number.NaN)]).toEqual([true, true]);
  },
);
