import { setBackend, tensor } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, test } from 'vitest';
import type { NamedArray } from '#lexicon/array.ts';
import { axesOf } from '#lexicon/axes.ts';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { placeOf } from '#lexicon/derive.ts';
import { explain, namesToExplain } from '#lexicon/explain.ts';
import type { ElementRef } from '#lexicon/expression.ts';
import { graph, shapeOf } from '#lexicon/graph.ts';
import { onwardOf } from '#lexicon/onward.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { rng } from '#math/random.ts';
import { initialWeights } from './init.ts';
import { probe } from './probe.ts';

const BASE: ModelConfig = { ...DEFAULT_CONFIG, d_model: 24, n_layers: 2, n_heads: 3, d_mlp: 20, n_ctx: 16, d_vocab: 19 };
const CONFIGS: Record<string, Partial<ModelConfig>> = {
  'as GPT-2': {},
  'untied, sinusoidal, post-norm, ReLU': {
    tie_embeddings: false,
    position: 'sinusoidal',
    norm_placement: 'post',
    act_fn: 'relu',
  },
  'rotary, RMSNorm, SiLU': { position: 'rope', normalization: 'rmsnorm', act_fn: 'silu' },
  'masked, no positions, one head': { objective: 'masked', position: 'none', n_heads: 1, n_layers: 1 },
};
const IDS = Int32Array.from([3, 1, 18, 1, 0, 7, 7, 12, 5, 2, 9]);
const CELLS = 30;

function arraysOf(config: ModelConfig): Map<string, NamedArray> {
  const flat = initialWeights(config, 5);
  const uniform = rng(11, 'explain');
  const weights = new Map(
    weightLayout(config).slots.map(({ name, shape, offset, size }) => {
      const values = flat.slice(offset, offset + size).map((value) => value + 0.6 * (uniform() - 0.5));
      return [name, tensor(values, [...shape])] as const;
    }),
  );
  const own = [...graph(config).map(({ name }) => name), ...weights.keys()];
  const names = [...own, ...own.map((name) => `grad.${name}`), 'probe.softmax', 'probe.loss'];
  return new Map(
    [...probe(config, weights, IDS, names)].map(([name, each]) => [
      name,
      { name, data: Float32Array.from(each.dataSync()), shape: each.shape, axes: axesOf(config, name) ?? '' },
    ]),
  );
}

beforeAll(async () => {
  await setBackend('cpu');
});

describe.each(Object.entries(CONFIGS))('a model %s', (_, patch) => {
  const config = { ...BASE, ...patch };

  test('the gradient of any element of any weight, the probabilities and the losses recompute in float64', () => {
    const arrays = arraysOf(config);
    const uniform = rng(4, 'cells');
    const names = [...weightLayout(config).slots.map(({ name }) => `grad.${name}`), 'probe.softmax', 'probe.loss'];
    for (const name of names) {
      const array = arrays.get(name);
      if (!array) throw new Error(`${name} was not computed`);
      const allowed = new Set(namesToExplain(config, name));
      const read = (wanted: string): NamedArray | undefined => {
        expect(allowed, name).toContain(wanted);
        return arrays.get(wanted);
      };
      const finite = array.data.filter((value) => Number.isFinite(value));
      const largest = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      for (let i = 0; i < CELLS; i++) {
        const flat = Math.floor(uniform() * array.data.length);
        const index = placeOf(array.shape, flat);
        const got = array.data[flat] ?? Number.NaN;
        const expression = explain(config, { name, index }, { read, ids: IDS });
        if (name === 'probe.loss' && Number.isNaN(got)) expect(expression).toBeNull();
        else
          expect(Math.abs(got - (expression?.value ?? Number.NaN)), `${name}[${index.join()}]`).toBeLessThanOrEqual(
            1e-5 * largest,
          );
      }
    }
  });

  test('a weight is learnt, not computed', () => {
    const arrays = arraysOf(config);
    expect(explain(config, { name: 'wte.weight', index: [0, 0] }, { read: (name) => arrays.get(name), ids: IDS })).toBeNull();
    expect(namesToExplain(config, 'wte.weight')).toEqual([]);
  });

  test('from every array one can go on to the loss and, by gradients, back to a weight, and every step lands inside an array', () => {
    const uniform = rng(9, 'onward');
    const near = { ids: IDS, position: null, neuron: null, dimension: null };
    for (const name of [...graph(config).map((node) => node.name), ...weightLayout(config).slots.map((slot) => slot.name)]) {
      for (const start of [name, `grad.${name}`]) {
        const shape = shapeOf(axesOf(config, name) ?? '', config, IDS.length);
        let here: ElementRef[] = [{ name: start, index: shape.map((length) => Math.floor(uniform() * length)) }];
        const seen = new Set<string>();
        while (here.length > 0) {
          const next = here.flatMap((ref) => onwardOf(config, ref, near));
          here = next.filter(({ name: to }) => !seen.has(to));
          for (const ref of next) {
            const inside = shapeOf(axesOf(config, ref.name) ?? '', config, IDS.length);
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
