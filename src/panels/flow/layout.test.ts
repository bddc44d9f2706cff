import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { columnsOf } from './columns.ts';
import { MOST_ROWS, layoutOf, rowsOf } from './layout.ts';

const given = (more: Partial<RunConfig> = {}): RunConfig => ({ ...DEFAULT_CONFIG, d_vocab: 512, ...more });
const laid = (config: RunConfig, open: number | null, T: number, roomPx: number) =>
  layoutOf(columnsOf(config, open, T, false), open, T, 0, roomPx);

test('columns stand side by side without touching, inside their blocks', () => {
  for (const roomPx of [320, 860, 1400, 3000]) {
    for (const n_layers of [1, 8]) {
      const { columns, blocks, widthPx } = laid(given({ n_layers }), 0, 24, roomPx);
      columns.forEach((column, at) => {
        const next = columns[at + 1];
        expect(column.width).toBeGreaterThanOrEqual(14);
        if (next) expect(next.x).toBeGreaterThan(column.x + column.width);
        const block = blocks.find(({ layer }) => layer === column.layer);
        if (block) expect(block.x <= column.x && block.x + block.width >= column.x + column.width).toBe(true);
      });
      expect(blocks.length).toBe(n_layers);
      expect(widthPx).toBeGreaterThan(columns.at(-1)?.x ?? Infinity);
    }
  }
});

test('the picture fits the room where the narrowest columns do', () => {
  for (const roomPx of [1340, 1800]) {
    for (const T of [8, 24, 64]) expect(laid(given(), 0, T, roomPx).widthPx).toBeLessThanOrEqual(roomPx);
  }
});

test('with room for it every element of a strip is the same whole number of pixels wide', () => {
  const wide = laid(given(), 0, 24, 2400).columns.filter(({ width, cols }) => width >= cols);
  expect(wide.map(({ width, cols }) => width % cols)).toEqual(wide.map(() => 0));
});

test('rows stay readable: all of a short text, a stretch of a long one that stays within it', () => {
  expect(rowsOf(8, 0)).toMatchObject({ first: 0, count: 8, rowPx: 27 });
  expect(rowsOf(24, 5)).toMatchObject({ first: 0, count: 24 });
  expect(rowsOf(256, 250)).toMatchObject({ first: 256 - MOST_ROWS, count: MOST_ROWS });
  for (const T of [1, 8, 40, 256]) expect(rowsOf(T, 0).rowPx).toBeGreaterThanOrEqual(14);
});
