import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, test } from 'vitest';
import type { NamedArray } from '#lexicon/array.ts';
import { derive, namesBehind, placeOf } from '#lexicon/derive.ts';
import { deriveGradient, namesBehindGradient } from '#lexicon/deriveGradient.ts';
import { graph } from '#lexicon/graph.ts';
import { rng } from '#math/random.ts';
import { PROBED_CONFIGS, PROBED_IDS, ownArrays } from './fixtures/probed.ts';

const CELLS_PER_ROW = 24;

beforeAll(async () => {
  await setBackend('cpu');
});

describe.each(Object.entries(PROBED_CONFIGS))('a model %s', (_, config) => {
  test('the float64 worksheet of any cell agrees with the number the engine computed', () => {
    const arrays = ownArrays(config);
    const source = { read: (name: string) => arrays.get(name), ids: PROBED_IDS };
    const uniform = rng(3, 'cells');
    let cells = 0;
    for (const node of graph(config)) {
      const array = arrays.get(node.name);
      if (!array) throw new Error(`${node.name} was not computed`);
      for (let i = 0; i < CELLS_PER_ROW; i++) {
        const flat = Math.floor(uniform() * array.data.length);
        const index = placeOf(array.shape, flat);
        const got = array.data[flat] ?? Number.NaN;
        const { value } = derive(config, node, index, source);
        cells++;
        if (value === Number.NEGATIVE_INFINITY) expect(got).toBe(value);
        // Both read the same float32 operands; what remains is float32's rounding in sums of some dozen terms.
        else expect(Math.abs(got - value), `${node.name}[${index.join()}]`).toBeLessThanOrEqual(2e-6 + 2e-5 * Math.abs(value));
      }
    }
    expect(cells).toBeGreaterThan(400);
  });

  test('so does the float64 worksheet of the gradient at any cell', () => {
    const arrays = ownArrays(config);
    const source = { read: (name: string) => arrays.get(name), ids: PROBED_IDS };
    const uniform = rng(4, 'cells');
    for (const { name } of graph(config)) {
      const array = arrays.get(`grad.${name}`);
      if (!array) throw new Error(`grad.${name} was not computed`);
      const asked = new Set<string>();
      const read = (wanted: string): NamedArray | undefined => {
        asked.add(wanted);
        return source.read(wanted);
      };
      const largest = array.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      for (let i = 0; i < CELLS_PER_ROW; i++) {
        const flat = Math.floor(uniform() * array.data.length);
        const index = placeOf(array.shape, flat);
        const got = array.data[flat] ?? Number.NaN;
        const { value } = deriveGradient(config, name, index, { ...source, read });
        // Sums cancel: what float32 loses goes with the size of the gradients around, not of this one.
        expect(Math.abs(got - value), `grad.${name}[${index.join()}]`).toBeLessThanOrEqual(
          1e-5 * largest + 2e-5 * Math.abs(value),
        );
      }
      expect([...namesBehindGradient(config, name)], name).toEqual(expect.arrayContaining([...asked]));
    }
  });

  test('a worksheet reads the arrays that its row names, and no others', () => {
    const arrays = ownArrays(config);
    for (const node of graph(config)) {
      const asked = new Set<string>();
      const read = (name: string): NamedArray | undefined => {
        asked.add(name);
        return arrays.get(name);
      };
      const { shape = [] } = arrays.get(node.name) ?? {};
      derive(
        config,
        node,
        shape.map(() => 0),
        { read, ids: PROBED_IDS },
      );
      expect([...namesBehind(node)], node.name).toEqual(expect.arrayContaining([...asked]));
    }
  });
});
