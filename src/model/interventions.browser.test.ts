import { beforeAll, expect, it } from 'vitest';
import type { Intervention } from '#lexicon/interventions.ts';
import { useBackend } from './fixtures/backends.ts';
import { firstDifference, REACHED } from './fixtures/conformance.ts';
import { loadReferenceCase } from './fixtures/load.ts';
import type { ReferenceCase } from './fixtures/load.ts';
import { readBack } from './fixtures/readBack.ts';

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

let reference: ReferenceCase;
let wanted: Float32Array;
beforeAll(async () => {
  reference = await loadReferenceCase('gpt2');
  await useBackend('cpu');
  wanted = await readBack(reference, NAMES, CHANGES);
});

it.each(['wasm', 'webgpu'] as const)(
  'a changed forward pass and its gradients are on %s what they are on the processor',
  async (backend) => {
    await useBackend(backend);
    expect(firstDifference(await readBack(reference, NAMES, CHANGES), wanted, REACHED)).toBeUndefined();
  },
);
