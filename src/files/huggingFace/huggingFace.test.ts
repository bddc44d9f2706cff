import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { readSafetensors, writeSafetensors } from '../safetensors.ts';
import type { WritableTensor } from '../safetensors.ts';
import { notGpt2 } from '#lexicon/notGpt2.ts';
import { configJson, readGpt2Config } from './config.ts';
import { folderReadme } from './readme.ts';
import { readWeights, writeWeights } from './weights.ts';

const config: RunConfig = { ...DEFAULT_CONFIG, d_model: 12, n_heads: 3, d_mlp: 20, n_layers: 2, d_vocab: 30, n_ctx: 9 };
const ARCHITECTURE = {
  d_model: 12,
  n_layers: 2,
  n_heads: 3,
  d_mlp: 20,
  n_ctx: 9,
  d_vocab: 30,
  act_fn: 'gelu',
  normalization: 'layernorm',
  norm_placement: 'pre',
  position: 'learned',
  tie_embeddings: true,
  objective: 'causal',
  eps: 1e-5,
};

function numbered(of: RunConfig): Float32Array {
  const { slots, length } = weightLayout(of);
  const flat = new Float32Array(length);
  for (const { offset, size } of slots) for (let i = 0; i < size; i++) flat[offset + i] = (offset + i) / 7;
  return flat;
}

describe('config.json', () => {
  test('of a GPT-2-shaped model says GPT-2 and is read back as the same architecture', () => {
    expect(configJson(config)).toMatchObject({ model_type: 'gpt2', activation_function: 'gelu_new', n_inner: 20, n_embd: 12 });
    expect(readGpt2Config(JSON.parse(JSON.stringify(configJson(config))))).toEqual(ARCHITECTURE);
  });

  test.each([
    { position: 'rope' },
    { position: 'none' },
    { normalization: 'rmsnorm' },
    { norm_placement: 'post' },
    { objective: 'masked' },
  ] as const)('of another model (%o) claims to be no GPT-2 and keeps all its words', (other) => {
    const strange = { ...config, ...other };
    expect(notGpt2(strange)).toHaveLength(1);
    expect(configJson(strange)).toMatchObject({ model_type: 'glassformer', ...other });
    expect(() => readGpt2Config(configJson(strange))).toThrow(/model_type: .*"gpt2".*"glassformer"/);
    expect(folderReadme({ config: strange, parameters: 1, step: 1, agreement: 1 })).toMatch(/not a GPT-2/);
  });

  test('as OpenAI wrote it for GPT-2 is read: four times the width where n_inner is null', () => {
    const small = { model_type: 'gpt2', n_embd: 768, n_layer: 12, n_head: 12, n_ctx: 1024, n_positions: 1024, vocab_size: 50257 };
    expect(readGpt2Config({ ...small, n_inner: null, activation_function: 'gelu_new' })).toMatchObject({
      d_mlp: 3072,
      n_ctx: 1024,
      tie_embeddings: true,
      act_fn: 'gelu',
    });
    expect(() => readGpt2Config({ ...small, activation_function: 'tanh' })).toThrow(/received tanh/);
    expect(() => readGpt2Config({ ...small, scale_attn_by_inverse_layer_idx: true })).toThrow(/scale_attn_by_inverse_layer_idx/);
  });

  test('of any other shape is refused with what came, never taken', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(() => readGpt2Config(json)).toThrow(/^config\.json/);
      }),
    );
  });
});

describe('model.safetensors', () => {
  test.each([true, false])('gives every weight back, tied: %s', (tie_embeddings) => {
    const own = { ...config, tie_embeddings };
    expect(readWeights(own, [writeWeights(own, numbered(own))])).toEqual(numbered(own));
  });

  test('of an untied model has the names of GPT2LMHeadModel, of a tied one those of GPT2Model', () => {
    const names = (own: RunConfig): string[] => [...readSafetensors(writeWeights(own, numbered(own))).tensors.keys()];
    expect(names(config)).toContain('h.0.attn.c_attn.weight');
    expect(names({ ...config, tie_embeddings: false })).toEqual(
      expect.arrayContaining(['transformer.wte.weight', 'lm_head.weight']),
    );
    expect(readSafetensors(writeWeights(config, numbered(config))).metadata).toEqual({ format: 'pt' });
  });

  test('may come in parts, in half width, with masks and a repeated head beside the weights', () => {
    const { slots } = weightLayout(config);
    const flat = new Float32Array(weightLayout(config).length);
    const tensors = slots.map(({ name, shape, size, offset }): [string, WritableTensor] => {
      const data = Float32Array.from({ length: size }, (_, i) => (i % 64) / 8);
      flat.set(data, offset);
      return [`transformer.${name}`, { shape, data, half: true }];
    });
    const mask: WritableTensor = { shape: [1, 1, 9, 9], data: new Float32Array(81) };
    const first = new Map([...tensors.slice(0, 7), ['transformer.h.0.attn.bias', mask]]);
    const parts = [writeSafetensors(first), writeSafetensors(new Map(tensors.slice(7)))];
    expect(readWeights(config, parts)).toEqual(flat);
    expect(() => readWeights(config, parts.slice(0, 1))).toThrow(/no tensor h\.\d/);
  });

  test('with a wrong shape or a number that is not finite is refused by name', () => {
    const wide = { ...config, d_mlp: 24 };
    expect(() => readWeights(config, [writeWeights(wide, numbered(wide))])).toThrow(
      'h.0.mlp.c_fc.weight is [12, 24], [12, 20] was wanted',
    );
    const broken = numbered(config);
    broken[3] = Number.NaN;
    expect(() => readWeights(config, [writeWeights(config, broken)])).toThrow('wte.weight has numbers that are not finite');
  });

  test('holds the bytes that PyTorch wrote for a model of that layout', () => {
    const bytes = readFileSync(new URL('../../model/fixtures/gpt2.safetensors', import.meta.url));
    const { tensors, metadata } = readSafetensors(bytes);
    const own = { ...DEFAULT_CONFIG, ...(JSON.parse(metadata['config'] ?? '{}') as Partial<RunConfig>) };
    const theirs = new Map(
      [...tensors]
        .filter(([name]) => name.startsWith('weights.'))
        .map(([name, tensor]) => [name.slice('weights.'.length), tensor]),
    );
    const flat = readWeights(own, [
      writeSafetensors(new Map([...theirs].map(([name, { shape, data }]) => [name, { shape, data }]))),
    ]);
    const { tensors: ours } = readSafetensors(writeWeights(own, flat));
    for (const [name, { shape, data }] of theirs) expect(ours.get(name)).toMatchObject({ shape, data });
  });
});

test('the README says how to load and go on training, with the numbers of this model', () => {
  const text = folderReadme({ config: { ...config, learning_rate: 0.002 }, parameters: 1234, step: 56, agreement: 1 });
  expect(text).toMatch(/1234 parameters, 56 training steps/);
  expect(text).toMatch(/torchrun --nnodes/);
  expect(text).toMatch(/learning_rate=0\.002/);
  expect(folderReadme({ config, parameters: 1, step: 1, agreement: null })).toMatch(/bare ids/);
});
