import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import { FIELDS } from '#lexicon/fields.ts';
import type { Field } from '#lexicon/fields.ts';
import { nearestStop, optionsOf, patchOf, stopsOf } from './stops.ts';

const numeric = FIELDS.filter(
  (field): field is Field & { type: 'integer' | 'number' } => field.type === 'integer' || field.type === 'number',
);
const field = (name: string): Field & { type: 'integer' | 'number' } => {
  const found = numeric.find((one) => one.name === name);
  if (!found) throw new Error(`no numeric field ${name}`);
  return found;
};

describe('stopsOf', () => {
  test.each(numeric.map((one) => [one.name, one] as const))(
    '%s: stops ascend, stay in range, reach both ends or nearly, hold the default',
    (_, one) => {
      const stops = stopsOf(one, DEFAULT_CONFIG);
      expect(stops.length).toBeGreaterThan(2);
      expect(stops).toEqual(stops.toSorted((a, b) => a - b));
      expect(new Set(stops).size).toBe(stops.length);
      expect(stops[0]).toBeGreaterThanOrEqual(one.min);
      expect(stops.at(-1)).toBeLessThanOrEqual(one.max);
      expect(stops).toContain(DEFAULT_CONFIG[one.name]);
    },
  );

  test('heads offered always divide the width, and widths offered are divided by the heads, evenly with rotary positions', () => {
    const heads = field('n_heads');
    const width = field('d_model');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 32 }), fc.boolean(), (n_heads, half, rope) => {
        const config = {
          ...DEFAULT_CONFIG,
          n_heads,
          d_model: n_heads * 2 * half,
          position: rope ? ('rope' as const) : ('learned' as const),
        };
        const part = rope ? 2 : 1;
        return (
          stopsOf(heads, config).every((value) => config.d_model % (value * part) === 0) &&
          stopsOf(width, config).every((value) => value % (n_heads * part) === 0)
        );
      }),
    );
  });

  test('a value set from elsewhere becomes a stop of its own', () => {
    expect(stopsOf(field('learning_rate'), { ...DEFAULT_CONFIG, learning_rate: 0.00123 })).toContain(0.00123);
  });

  test('the seed’s four thousand million values are few stops, among them both ends', () => {
    const stops = stopsOf(field('seed'), DEFAULT_CONFIG);
    expect(stops.length).toBeLessThan(1000);
    expect(stops.at(-1)).toBe(4294967295);
  });
});

test('nearestStop finds the closest, at the ends too', () => {
  expect([-5, 0.4, 0.6, 99].map((value) => nearestStop([0, 1, 2], value))).toEqual([0, 0, 1, 2]);
});

test('a feed-forward part four times as wide follows the width, another one does not', () => {
  expect(patchOf(DEFAULT_CONFIG, 'd_model', 64)).toEqual({ d_model: 64, d_mlp: 256 });
  expect(patchOf({ ...DEFAULT_CONFIG, d_mlp: 100 }, 'd_model', 64)).toEqual({ d_model: 64 });
});

test('rotary positions are offered only where heads are even', () => {
  const position = FIELDS.find((one) => one.name === 'position');
  if (position?.type !== 'choice') throw new Error('position is a choice');
  expect(optionsOf(position, DEFAULT_CONFIG)).toContain('rope');
  expect(optionsOf(position, { ...DEFAULT_CONFIG, d_model: 12, n_heads: 4 })).not.toContain('rope');
});
