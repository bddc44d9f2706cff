import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import { columnsOf } from './columns.ts';
import { flatOf, moved, refOf, selectionOf, spotOf } from './place.ts';

const T = 6;
const config = { ...DEFAULT_CONFIG, d_vocab: 9, d_model: 12, n_heads: 3, d_mlp: 20, n_layers: 2 };
const columns = columnsOf(config, 0, T, false);

test('a spot and its element say the same place, there and back, in every column and head', () => {
  const spots = fc
    .nat(columns.length - 1)
    .chain((column) => fc.record({ column: fc.constant(column), t: fc.nat(T - 1), i: fc.nat((columns[column]?.cols ?? 1) - 1) }));
  fc.assert(
    fc.property(spots, fc.nat(2), fc.boolean(), (spot, head, backward) => {
      const column = columns[spot.column];
      if (!column) return;
      expect(spotOf(columns, refOf(column, spot, head, config, backward), head, config, backward)).toEqual(spot);
    }),
  );
});

test('an element of another head is drawn only where the column shows all heads', () => {
  expect(spotOf(columns, { name: 'blocks.0.attn.hook_q', index: [1, 2, 0] }, 0, config, false)).toBe(null);
  expect(spotOf(columns, { name: 'blocks.0.attn.hook_z', index: [1, 2, 3] }, 0, config, false)).toMatchObject({ t: 1, i: 11 });
});

test('an element is flat where row-major order puts it', () => {
  expect(flatOf({ name: '', index: [1, 2, 3] }, [2, 3, 4])).toBe(23);
});

test('looking at a cell selects what it stands for in every picture', () => {
  const of = (label: string) => columns.find((column) => column.label === label) ?? columns[0];
  const [pattern, post] = [of('pattern'), of('post')];
  if (!pattern || !post) throw new Error('no such columns');
  const cell = refOf(pattern, { column: 0, t: 4, i: 2 }, 1, config, false);
  expect(cell).toEqual({ name: 'blocks.0.attn.hook_pattern', index: [1, 4, 2] });
  expect(selectionOf(pattern, cell)).toEqual({ position: 4, key: 2, layer: 0, head: 1, cell });
  expect(selectionOf(post, { name: 'blocks.0.mlp.hook_post', index: [3, 7] })).toMatchObject({
    position: 3,
    layer: 0,
    neuron: 7,
  });
});

test('arrows walk along a strip and on into the next column, with Shift from column to column', () => {
  expect(moved(columns, { column: 0, t: 1, i: 11 }, 'ArrowRight', false, T)).toEqual({ column: 1, t: 1, i: 0 });
  expect(moved(columns, { column: 1, t: 1, i: 0 }, 'ArrowLeft', false, T)).toEqual({ column: 0, t: 1, i: 11 });
  expect(moved(columns, { column: 0, t: 1, i: 6 }, 'ArrowRight', true, T)).toEqual({ column: 1, t: 1, i: 6 });
  expect(moved(columns, { column: 0, t: 5, i: 6 }, 'ArrowDown', false, T)).toEqual({ column: 0, t: 5, i: 6 });
  expect(moved(columns, { column: 0, t: 0, i: 0 }, 'ArrowLeft', false, T)).toEqual({ column: 0, t: 0, i: 0 });
  expect(moved(columns, { column: 0, t: 0, i: 0 }, 'a', false, T)).toBe(null);
});
