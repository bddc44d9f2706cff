import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import { bracesOf } from './braces.ts';
import { arrange } from './folding.ts';
import { rowsOf } from './layout.ts';
import { createLight } from './light.ts';

const T = 6;
const config = { ...DEFAULT_CONFIG, d_vocab: 9, d_model: 12, n_heads: 3, d_mlp: 20, n_layers: 2, n_ctx: 16 };
const tokens = Array.from({ length: T }, (_, id) => ({ id, text: String(id) }));
const rows = rowsOf(T, 0);
const layout = arrange({ config, open: 0, half: 'attention', rows, keys: T, backward: false, roomPx: 1800 });
const light = createLight(layout.columns, { tokens, config, open: 0, head: 1, backward: false });

const bracesAt = (name: string, index: number[]): string[] =>
  bracesOf(layout, light({ name, index }).runs).map(({ axis, count, upright }) => `${axis}${count}${upright ? ' down' : ''}`);

test('what is summed over has a brace with its axis and length: D and F in the linear maps, K in scores, S twice in a mix', () => {
  expect(bracesAt('blocks.0.attn.hook_q', [3, 1, 2])).toEqual(['D12']);
  expect(bracesAt('blocks.0.attn.hook_attn_scores', [1, 4, 2])).toEqual(['K4', 'K4']);
  expect(bracesAt('blocks.0.attn.hook_pattern', [1, 4, 2])).toEqual(['S5']);
  expect(bracesAt('blocks.0.attn.hook_z', [4, 1, 2])).toEqual(['S5 down', 'S5']);
  expect(bracesAt('blocks.0.hook_attn_out', [4, 3])).toEqual(['H·K12']);
  expect(bracesAt('blocks.0.hook_mlp_out', [4, 3])).toEqual(['F20']);
  expect(bracesAt('probe.softmax', [4, 3])).toEqual(['V9']);
});

test('a sum of two numbers, an activation and a copy have no brace', () => {
  expect(light({ name: 'blocks.0.hook_resid_mid', index: [2, 3] })).toMatchObject({ isSum: false });
  expect(light({ name: 'blocks.0.mlp.hook_post', index: [2, 3] })).toMatchObject({ isSum: false });
  expect(light({ name: 'blocks.0.mlp.hook_pre', index: [2, 3] })).toMatchObject({ isSum: true });
});

test('a number that went with an earlier model or text lights nothing', () => {
  expect(light({ name: 'unembed.hook_out', index: [40, 3] })).toEqual({ spot: null, runs: [], isSum: false });
  expect(light({ name: 'blocks.7.attn.hook_q', index: [0, 0, 0] })).toEqual({ spot: null, runs: [], isSum: false });
  expect(light(null)).toEqual({ spot: null, runs: [], isSum: false });
});
