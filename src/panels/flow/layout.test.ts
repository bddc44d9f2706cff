import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { Half } from './columns.ts';
import { arrange } from './folding.ts';
import { MOST_ROWS, rowsOf } from './layout.ts';

const given = (more: Partial<RunConfig> = {}): RunConfig => ({ ...DEFAULT_CONFIG, d_vocab: 512, ...more });
const laid = (config: RunConfig, open: number | null, T: number, roomPx: number, half: Half = 'attention') => {
  const rows = rowsOf(T, 0);
  return arrange({ config, open, half, rows, keys: rows.first + rows.count, backward: false, roomPx });
};

test('columns stand side by side without touching, inside their blocks', () => {
  for (const roomPx of [320, 860, 1400, 3000]) {
    for (const n_layers of [1, 8]) {
      const { columns, blocks, widthPx } = laid(given({ n_layers }), 0, 24, roomPx);
      columns.forEach((column, at) => {
        const next = columns[at + 1];
        expect(column.width).toBeGreaterThanOrEqual(7);
        if (next) expect(next.x).toBeGreaterThan(column.x + column.width);
        const block = blocks.find(({ layer }) => layer === column.layer);
        if (block) expect(block.x <= column.x && block.x + block.width >= column.x + column.width).toBe(true);
      });
      expect(blocks.length).toBe(n_layers);
      expect(widthPx).toBeGreaterThan(columns.at(-1)?.x ?? Infinity);
    }
  }
});

test('an open block fits the centre of a page of 1280 px, whatever the model and the length of the text', () => {
  for (const roomPx of [595, 621, 781, 1340, 1800]) {
    for (const n_layers of [1, 2, 4, 8]) {
      for (const d_model of [32, 128]) {
        for (const T of [8, 24, 64, 256]) {
          const config = given({ n_layers, d_model, d_mlp: 4 * d_model, n_ctx: T });
          for (const half of ['attention', 'ffn'] as const)
            expect(laid(config, n_layers - 1, T, roomPx, half).widthPx, `${n_layers} ${T} ${roomPx}`).toBeLessThanOrEqual(roomPx);
        }
      }
    }
  }
});

test('only as much steps back as the room demands', () => {
  const config = given({ n_layers: 4 });
  const foldings = [2000, 1000, 690, 595].map((roomPx) => laid(config, 0, 24, roomPx));
  expect(foldings.map(({ folding }) => folding)).toEqual([
    { fit: 'loose', half: null },
    { fit: 'slim', half: null },
    { fit: 'slim', half: 'attention' },
    { fit: 'slimmest', half: 'attention' },
  ]);
  for (const { columns } of foldings)
    expect(columns.find(({ kind }) => kind === 'weights')?.width ?? 0).toBeGreaterThanOrEqual(64);
  const folded = laid(config, 0, 24, 690, 'ffn').columns.filter(({ layer }) => layer === 0);
  const widest = (half: Half) => Math.max(...folded.filter((column) => column.half === half).map(({ width }) => width));
  expect(widest('ffn')).toBeGreaterThan(2 * widest('attention'));
});

test('with room for it every element of a strip is the same whole number of pixels wide', () => {
  const wide = laid(given(), 0, 24, 2400).columns.filter(({ width, cols }) => width >= cols);
  expect(wide.map(({ width, cols }) => width % cols)).toEqual(wide.map(() => 0));
});

test('rows stay readable: all of a short text, a stretch of a long one that stays within it, all of it when asked for', () => {
  expect(rowsOf(8, 0)).toMatchObject({ first: 0, count: 8, rowPx: 27 });
  expect(rowsOf(24, 5)).toMatchObject({ first: 0, count: 24 });
  expect(rowsOf(256, 250)).toMatchObject({ first: 256 - MOST_ROWS, count: MOST_ROWS });
  for (const T of [1, 8, 40, 256]) expect(rowsOf(T, 0).rowPx).toBeGreaterThanOrEqual(14);
  expect(rowsOf(256, 9, 256)).toMatchObject({ first: 0, count: 256, rowPx: 2, stripPx: 2 });
});
