import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { graph } from '#lexicon/graph.ts';
import { columnsOf, namesOf } from './columns.ts';

const given = (more: Partial<RunConfig> = {}): RunConfig => ({ ...DEFAULT_CONFIG, d_vocab: 20, n_layers: 3, ...more });
const labels = (config: RunConfig, open: number | null): string =>
  columnsOf(config, open, 8, false)
    .map(({ label }) => label)
    .join(' ');

const BLOCK = 'norm q k v scores pattern z attnOut addAttn norm pre post mlpOut addMlp';

test('the open block shows its rows in the order of the graph, the others what the stream becomes', () => {
  expect(labels(given(), 1)).toBe(`embed position addPosition addAttn addMlp ${BLOCK} addAttn addMlp norm logits softmax`);
  expect(labels(given(), null)).toBe(
    'embed position addPosition addAttn addMlp addAttn addMlp addAttn addMlp norm logits softmax',
  );
});

test('a norm placed after stands behind the addition, and nothing stands twice', () => {
  const config = given({ norm_placement: 'post', n_layers: 1 });
  expect(labels(config, 0)).toBe(
    'embed position addPosition q k v scores pattern z attnOut addAttn norm pre post mlpOut addMlp norm logits softmax',
  );
  expect(namesOf(columnsOf(config, 0, 8, false), false)).toContain('blocks.0.hook_resid_mid');
});

test('rotated queries and keys stand between queries and scores; without positions the stream starts at the embedding', () => {
  expect(labels(given({ position: 'rope', n_layers: 1 }), 0)).toContain('embed norm q k v rotQ rotK scores');
  expect(labels(given({ position: 'none', n_layers: 1 }), 0)).toContain('embed norm q k v scores');
});

test('every column of the graph is a row of the graph, and reads columns to its left', () => {
  for (const norm_placement of ['pre', 'post'] as const) {
    for (const position of ['learned', 'sinusoidal', 'rope', 'none'] as const) {
      for (const open of [null, 0, 2]) {
        const config = given({ norm_placement, position });
        const rows = new Set(graph(config).map(({ name }) => name));
        const columns = columnsOf(config, open, 8, true);
        const names = columns.map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        columns.forEach((column, at) => {
          expect(rows.has(column.name)).toBe(true);
          for (const input of column.inputs) expect(names.indexOf(input), `${column.name} reads ${input}`).toBeLessThan(at);
        });
      }
    }
  }
});

test('backward reads the gradient of every column, and no probabilities', () => {
  const names = namesOf(columnsOf(given(), 0, 8, true), true);
  expect(names.every((name) => name.startsWith('grad.'))).toBe(true);
  expect(names).toContain('grad.blocks.0.attn.hook_pattern');
  expect(names).not.toContain('grad.probe.softmax');
});
