import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readSafetensors } from '#files/safetensors.ts';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { Network } from './network.ts';

const FIXTURES = new URL('../model/fixtures/', import.meta.url);
const CASES = readdirSync(FIXTURES).filter((name) => name.endsWith('.safetensors'));

/** What PyTorch computed for one case: a model, a batch of ids, the activations they lead to. */
function loadCase(name: string) {
  const { tensors, metadata } = readSafetensors(readFileSync(new URL(name, FIXTURES)));
  const words = JSON.parse(metadata['config'] ?? '{}') as ModelConfig & { batch: number; time: number };
  const config = { ...DEFAULT_CONFIG, ...words };
  const floats = (key: string): Float32Array => Float32Array.from(tensors.get(key)?.data ?? []);
  const flat = new Float32Array(weightLayout(config).length);
  for (const slot of weightLayout(config).slots) flat.set(floats(`weights.${slot.name}`), slot.offset);
  return { config, flat, ids: tensors.get('input.ids')?.data ?? [], B: words.batch, T: words.time, floats };
}

/** The tolerance that every path of the app keeps to PyTorch. */
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 2e-4 + 2e-3 * Math.abs(b);

describe.each(CASES)('the network of %s', (name) => {
  const { config, flat, ids: allIds, B, T, floats } = loadCase(name);
  const idsOf = (b: number): number[] => Array.from(allIds.slice(b * T, (b + 1) * T));
  const { n_layers, n_heads, d_vocab: V } = config;

  test('gives PyTorch’s logits and attention at every position', () => {
    const network = new Network(config, flat);
    const logits = floats('act.unembed.hook_out');
    for (let b = 0; b < B; b++) {
      const seen = network.read(idsOf(b));
      expect(seen.logits).toHaveLength(T * V);
      expect(seen.logits.every((value, i) => near(value, logits[b * T * V + i] ?? NaN))).toBe(true);
      for (let l = 0; l < n_layers; l++) {
        const size = n_heads * T * T;
        const pattern = floats(`act.blocks.${l}.attn.hook_pattern`).subarray(b * size, (b + 1) * size);
        expect(seen.patterns.subarray(l * size, (l + 1) * size).every((value, i) => near(value, pattern[i] ?? NaN))).toBe(true);
      }
    }
  });

  test('gives the same next logits a token at a time as all at once, also after another text', () => {
    const growing = new Network(config, flat);
    const ids = idsOf(0);
    for (let length = 1; length <= T; length++) {
      const whole = new Network(config, flat).read(ids.slice(0, length)).logits.slice(-V);
      expect(growing.next(ids.slice(0, length)).every((value, i) => near(value, whole[i] ?? NaN))).toBe(true);
    }
    const other = idsOf(1).slice(0, 3);
    expect(growing.next(other)).toEqual(new Network(config, flat).next(other));
  });
});

test('a network says how many tokens it takes', () => {
  const { config, flat } = loadCase('gpt2.safetensors');
  expect(CASES.length).toBeGreaterThan(7);
  expect(() => new Network(config, flat).read([])).toThrow('0 tokens came, 1 to 24 were wanted');
});
