import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, test } from 'vitest';
import type { NamedArray } from '#lexicon/array.ts';
import { axesOf } from '#lexicon/axes.ts';
import { placeOf } from '#lexicon/derive.ts';
import { explain, namesToExplain } from '#lexicon/explain.ts';
import type { ElementRef } from '#lexicon/expression.ts';
import { graph, shapeOf } from '#lexicon/graph.ts';
import { onwardOf } from '#lexicon/onward.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { rng } from '#math/random.ts';
import { PROBED_CONFIGS, PROBED_IDS, ownArrays, probedArrays } from './fixtures/probed.ts';

const CELLS = 30;

beforeAll(async () => {
  await setBackend('cpu');
});

describe.each(Object.entries(PROBED_CONFIGS))('a model %s', (_, config) => {
  test('the gradient of any element of any weight, the probabilities and the losses recompute in float64', () => {
    const arrays = ownArrays(config);
    const uniform = rng(4, 'cells');
    const names = [...weightLayout(config).slots.map(({ name }) => `grad.${name}`), 'probe.softmax', 'probe.loss'];
    for (const name of names) {
      const array = arrays.get(name);
      if (!array) throw new Error(`${name} was not computed`);
      const asked = new Set<string>();
      const read = (wanted: string): NamedArray | undefined => {
        asked.add(wanted);
        return arrays.get(wanted);
      };
      const finite = array.data.filter((value) => Number.isFinite(value));
      const largest = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      for (let i = 0; i < CELLS; i++) {
        const flat = Math.floor(uniform() * array.data.length);
        const index = placeOf(array.shape, flat);
        const got = array.data[flat] ?? Number.NaN;
        const expression = explain(config, { name, index }, { read, ids: PROBED_IDS });
        if (name === 'probe.loss' && Number.isNaN(got)) expect(expression).toBeNull();
        else
          expect(Math.abs(got - (expression?.value ?? Number.NaN)), `${name}[${index.join()}]`).toBeLessThanOrEqual(
            1e-5 * largest,
          );
      }
      expect(namesToExplain(config, name), name).toEqual(expect.arrayContaining([...asked]));
    }
  });

  test('of an example of a training step the losses and what they send back recompute with its own targets', () => {
    const targets = PROBED_IDS.map((id, t) => (t % 4 === 1 ? -1 : (id + t) % config.d_vocab));
    const arrays = probedArrays(config, targets);
    const source = { read: (name: string) => arrays.get(name), ids: PROBED_IDS, targets };
    for (const [t, target] of targets.entries()) {
      const loss = explain(config, { name: 'probe.loss', index: [t] }, source);
      if (target < 0) expect(loss).toBeNull();
      else expect(loss?.value).toBeCloseTo(arrays.get('probe.loss')?.data[t] ?? Number.NaN, 5);
      const back = explain(config, { name: 'grad.unembed.hook_out', index: [t, 3] }, source);
      expect(back?.value).toBeCloseTo(arrays.get('grad.unembed.hook_out')?.data[t * config.d_vocab + 3] ?? Number.NaN, 6);
    }
  });

  test('a weight is learnt, not computed', () => {
    const arrays = ownArrays(config);
    expect(
      explain(config, { name: 'wte.weight', index: [0, 0] }, { read: (name) => arrays.get(name), ids: PROBED_IDS }),
    ).toBeNull();
    expect(namesToExplain(config, 'wte.weight')).toEqual([]);
  });

  test('from every array one can go on to the loss and, by gradients, back to a weight, and every step lands inside an array', () => {
    const uniform = rng(9, 'onward');
    const near = { ids: PROBED_IDS, position: null, neuron: null, dimension: null };
    for (const name of [...graph(config).map((node) => node.name), ...weightLayout(config).slots.map((slot) => slot.name)]) {
      for (const start of [name, `grad.${name}`]) {
        const shape = shapeOf(axesOf(config, name) ?? '', config, PROBED_IDS.length);
        let here: ElementRef[] = [{ name: start, index: shape.map((length) => Math.floor(uniform() * length)) }];
        const seen = new Set<string>();
        while (here.length > 0) {
          const next = here.flatMap((ref) => onwardOf(config, ref, near));
          here = next.filter(({ name: to }) => !seen.has(to));
          for (const ref of next) {
            const inside = shapeOf(axesOf(config, ref.name) ?? '', config, PROBED_IDS.length);
            expect(ref.index, ref.name).toHaveLength(inside.length);
            ref.index.forEach((i, axis) => {
              expect(i >= 0 && i < (inside[axis] ?? 0), `${start} to ${ref.name}[${ref.index.join()}]`).toBe(true);
            });
            seen.add(ref.name);
          }
        }
        if (start === name && !/^w[tp]e/.test(name)) expect(seen, start).toContain('probe.loss');
      }
    }
  });
});
