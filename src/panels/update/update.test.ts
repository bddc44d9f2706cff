import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import { normsByDepth } from './groups.ts';
import { maskOf, sitesOf } from './masks.ts';
import { withNote } from './weightLog.ts';

const config = { ...DEFAULT_CONFIG, d_vocab: 9, dropout: 0.25, n_layers: 1 };

test('there is a mask at the embedding and at three places of every layer, of the shape that the graph says', () => {
  const sites = sitesOf(config);
  expect(sites.map(({ site }) => site)).toEqual([0, 1, 2, 3]);
  const pattern = sites.find(({ axes }) => axes === 'HTS');
  if (!pattern) throw new Error('no attention weights among the sites');
  expect(maskOf(config, { site: pattern, step: 3, sequence: 1, T: 5 }).shape).toEqual([config.n_heads, 5, 5]);
});

test('a mask drops about the share p, scales the rest by 1 ÷ (1 − p), and differs by step, sequence and place', () => {
  const [first, , , last] = sitesOf(config);
  if (!first || !last) throw new Error('four sites were expected');
  const base = { site: first, step: 7, sequence: 0, T: 32 };
  const { data } = maskOf(config, base);
  expect(new Set(data)).toEqual(new Set([0, Math.fround(1 / 0.75)]));
  expect(data.filter((kept) => kept === 0).length / data.length).toBeCloseTo(0.25, 1);
  for (const other of [{ step: 8 }, { sequence: 1 }, { site: last }])
    expect(maskOf(config, { ...base, ...other }).data).not.toEqual(data);
  expect(maskOf(config, base).data).toEqual(data);
});

test('gradients are gathered by module along the depth, matrix and bias together', () => {
  const rows = [
    { name: 'wte.weight', gradient: 2, weight: 1 },
    { name: 'h.0.mlp.c_fc.weight', gradient: 3, weight: 1 },
    { name: 'h.0.mlp.c_fc.bias', gradient: 4, weight: 1 },
    { name: 'ln_f.weight', gradient: 1, weight: 1 },
  ];
  expect(normsByDepth(config, rows)).toEqual([
    { at: 'start', modules: [{ module: 'wte', gradient: 2 }] },
    { at: 0, modules: [{ module: 'mlp.c_fc', gradient: 5 }] },
    { at: 'end', modules: [{ module: 'ln_f', gradient: 1 }] },
  ]);
});

test('notes of a weight stand in the order of the steps, one a step, and end where a run went back to', () => {
  const at = (step: number, value: number) => ({ step, value, m: 0, v: 0, learningRate: 1 });
  const notes = [at(1, 1), at(5, 2), at(9, 3)];
  expect(withNote(notes, at(9, 4)).map(({ value }) => value)).toEqual([1, 2, 4]);
  expect(withNote(notes, at(5, 7)).map(({ step }) => step)).toEqual([1, 5]);
});
