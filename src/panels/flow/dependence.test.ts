import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { arrayName, columnsOf } from './columns.ts';
import { sourcesOf } from './dependence.ts';

const T = 5;
const ids = [0, 1, 2, 3, 4];
const given = (more: Partial<RunConfig> = {}): RunConfig => ({
  ...DEFAULT_CONFIG,
  d_vocab: 6,
  d_model: 8,
  n_heads: 2,
  d_mlp: 12,
  ...more,
});

function lit(name: string, index: number[], config = given(), open: number | null = 0, backward = false): string[] {
  const drawn = new Set(columnsOf(config, open, T, backward).map((column) => arrayName(column.name, backward)));
  return sourcesOf({ name, index }, { config, ids, open, drawn }).map((ref) => `${ref.name}[${ref.index.join()}]`);
}

const row = (name: string, t: number, length = 8): string[] => Array.from({ length }, (_, i) => `${name}[${t},${i}]`);

test('a score lights the query and the key of its head, a weight its row of scores up to itself', () => {
  const [q, k] = ['blocks.0.attn.hook_q', 'blocks.0.attn.hook_k'];
  const both = [0, 1, 2, 3].flatMap((i) => [`${q}[3,1,${i}]`, `${k}[2,1,${i}]`]);
  expect(lit('blocks.0.attn.hook_attn_scores', [1, 3, 2]).toSorted()).toEqual(both.toSorted());
  expect(lit('blocks.0.attn.hook_pattern', [1, 2, 0])).toEqual([0, 1, 2].map((s) => `blocks.0.attn.hook_attn_scores[1,2,${s}]`));
  expect(lit('blocks.0.attn.hook_attn_scores', [1, 2, 3])).toEqual([]);
});

test('what is computed inside a norm is followed to the stream it reads', () => {
  expect(lit('blocks.0.ln1.output', [2, 1]).toSorted()).toEqual(row('blocks.0.hook_resid_pre', 2).toSorted());
  expect(lit('ln_final.output', [2, 1]).toSorted()).toEqual(row('blocks.1.hook_resid_post', 2).toSorted());
});

test('the start of a later block is followed through to the end of the one before', () => {
  expect(lit('blocks.1.hook_resid_mid', [2, 3], given(), 1)).toEqual([
    'blocks.0.hook_resid_post[2,3]',
    'blocks.1.hook_attn_out[2,3]',
  ]);
});

test('a closed block lights the stream alone: its inside is not shown', () => {
  expect(lit('blocks.1.hook_resid_post', [2, 3])).toEqual(['blocks.1.hook_resid_mid[2,3]']);
});

test('a norm placed after is followed through the sum', () => {
  const config = given({ norm_placement: 'post' });
  expect(lit('blocks.0.hook_resid_mid', [1, 0], config).toSorted()).toEqual(row('blocks.0.ln1.sum', 1).toSorted());
});

test('a probability lights all logits of its token', () => {
  expect(lit('probe.softmax', [2, 4])).toEqual(row('unembed.hook_out', 2, 6));
});

test('backward, a gradient lights the gradients it comes from: of the sum, and of what reads the norm', () => {
  const found = lit('grad.blocks.0.hook_resid_mid', [2, 3], given(), 0, true);
  expect(found).toContain('grad.blocks.0.hook_resid_post[2,3]');
  expect(found.filter((name) => name.startsWith('grad.blocks.0.ln2.output'))).toHaveLength(8);
  expect(lit('grad.blocks.0.mlp.hook_pre', [2, 3], given(), 0, true)).toEqual(['grad.blocks.0.mlp.hook_post[2,3]']);
  expect(lit('grad.unembed.hook_out', [2, 3], given(), 0, true)).toEqual([]);
});
