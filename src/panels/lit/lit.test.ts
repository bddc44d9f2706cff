import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { boxesOf } from './boxes.ts';
import { drawnArray, drawnVectors } from './drawn.ts';
import { operandsAt } from './operands.ts';
import { litIn } from './useMatrixLink.ts';

const SMALL: Partial<RunConfig> = { d_vocab: 7, d_model: 8, n_heads: 2, d_mlp: 12, n_layers: 2, n_ctx: 8 };
const given = (more: Partial<RunConfig> = {}): RunConfig => ({ ...DEFAULT_CONFIG, ...SMALL, ...more });
const ids = [3, 1, 4, 1, 5];
const namesAt = (name: string, index: number[], config = given()): string[] => {
  const found = operandsAt({ name, index }, { config, ids }).map((ref) => `${ref.name}[${ref.index.join()}]`);
  expect(new Set(found).size).toBe(found.length);
  return found;
};

test('a query lights its vector and its own column of the weights, with the bias; an embedding the row of its token', () => {
  const found = namesAt('blocks.0.attn.hook_q', [2, 1, 3]);
  expect(found).toHaveLength(8 + 8 + 1);
  for (let i = 0; i < 8; i++) {
    expect(found).toContain(`blocks.0.ln1.output[2,${i}]`);
    expect(found).toContain(`h.0.attn.c_attn.weight[${i},7]`);
  }
  expect(found).toContain('h.0.attn.c_attn.bias[7]');
  expect(namesAt('hook_embed', [2, 6])).toEqual(['wte.weight[4,6]']);
});

test('what a norm gives out lights its gain, its scale, and the stream it reads', () => {
  const found = namesAt('blocks.1.ln1.output', [2, 5]);
  for (const name of ['h.1.ln_1.weight[5]', 'h.1.ln_1.bias[5]', 'blocks.1.ln1.hook_scale[2,0]', 'blocks.1.hook_resid_pre[2,0]'])
    expect(found).toContain(name);
});

test('a gradient of a weight lights what it gathers over the tokens; a weight, and what the model does not have, light nothing', () => {
  const found = namesAt('grad.h.0.mlp.c_proj.weight', [4, 2]);
  for (let t = 0; t < ids.length; t++) {
    expect(found).toContain(`blocks.0.mlp.hook_post[${t},4]`);
    expect(found).toContain(`grad.blocks.0.hook_mlp_out[${t},2]`);
  }
  expect(namesAt('h.0.mlp.c_proj.weight', [4, 2])).toEqual([]);
  expect(namesAt('blocks.0.attn.hook_rot_q', [0, 0, 0])).toEqual([]);
  expect(namesAt('blocks.0.attn.hook_q', [9, 0, 0])).toEqual([]);
});

test('cells become the fewest rectangles that hold exactly them', () => {
  const cells = fc.uniqueArray(fc.record({ row: fc.nat(5), col: fc.nat(5) }), { selector: ({ row, col }) => row * 10 + col });
  fc.assert(
    fc.property(cells, (some) => {
      const covered = boxesOf(some).flatMap(({ row, col, rows, cols }) =>
        Array.from({ length: rows * cols }, (_, i) => (row + Math.floor(i / cols)) * 10 + col + (i % cols)),
      );
      expect(covered.toSorted((a, b) => a - b)).toEqual(some.map(({ row, col }) => row * 10 + col).toSorted((a, b) => a - b));
    }),
  );
  const block = [0, 1, 2].flatMap((row) => [4, 5].map((col) => ({ row, col })));
  expect(boxesOf([...block, { row: 7, col: 0 }])).toEqual([
    { row: 0, col: 4, rows: 3, cols: 2 },
    { row: 7, col: 0, rows: 1, cols: 1 },
  ]);
});

test('a drawn array leads from cell to element and back, whatever axis is fixed or begins later', () => {
  const head = drawnArray('w', ['row', { along: 'col', from: 12 }]);
  expect(head.refOf({ row: 2, col: 3 })).toEqual({ name: 'w', index: [2, 15] });
  expect(head.placeOf({ name: 'w', index: [2, 15] })).toEqual({ row: 2, col: 3 });
  const pattern = drawnArray('p', [1, 'row', 'col']);
  expect(pattern.placeOf({ name: 'p', index: [0, 4, 2] })).toBe(null);
  expect(pattern.placeOf({ name: 'p', index: [1, 4, 2] })).toEqual({ row: 4, col: 2 });
  expect(drawnVectors(['a', 'b'], 'col').placeOf({ name: 'b', index: [4, 99] })).toEqual({ row: 4, col: 1 });
});

test('a picture lights the number itself where it draws it, and what it comes from where it draws that', () => {
  const reading = { config: given(), ids };
  const score = { name: 'blocks.0.attn.hook_attn_scores', index: [1, 3, 2] };
  const pattern = { name: 'blocks.0.attn.hook_pattern', index: [1, 3, 2] };
  const drawn = drawnArray(score.name, [1, 'row', 'col']);
  expect(litIn(drawn, score, reading)).toEqual([{ row: 3, col: 2, rows: 1, cols: 1, isSelf: true }]);
  expect(litIn(drawn, pattern, reading)).toEqual([{ row: 3, col: 0, rows: 1, cols: 4 }]);
  expect(litIn(drawn, null, reading)).toEqual([]);
});
