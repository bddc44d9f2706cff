import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { NamedArray } from '#lexicon/array.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import { derive, namesBehind, placeOf } from '#lexicon/derive.ts';
import { deriveGradient, namesBehindGradient } from '#lexicon/deriveGradient.ts';
import { graph } from '#lexicon/graph.ts';
import { rng } from '#math/random.ts';
import { weightLayout } from '#lexicon/weights.ts';
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
  'post-norm with RMSNorm and rotary, odd widths': {
    norm_placement: 'post',
    normalization: 'rmsnorm',
    position: 'rope',
    d_model: 30,
    d_mlp: 7,
  },
};
const IDS = Int32Array.from([3, 1, 18, 1, 0, 7, 7, 12, 5, 2, 9]);
const CELLS_PER_ROW = 24;

/** Everything that the graph reads or gives, as the engine computes it, from weights large enough to tell errors apart. */
function arraysOf(config: ModelConfig): Map<string, NamedArray> {
  const flat = initialWeights(config, 5);
  const uniform = rng(11, 'derive');
  const weights = new Map(
    weightLayout(config).slots.map(({ name, shape, offset, size }) => {
      const values = flat.slice(offset, offset + size).map((value) => value + 0.6 * (uniform() - 0.5));
      return [name, tensor(values, [...shape])] as const;
    }),
  );
  const rows = graph(config).map(({ name }) => name);
  const names = [...rows, ...rows.map((name) => `grad.${name}`), 'probe.softmax', ...weights.keys()];
  const tensors = probe(config, weights, IDS, names);
  return new Map(
    [...tensors].map(([name, each]) => {
      const axes = graph(config).find((node) => node.name === name)?.axes ?? '?'.repeat(each.shape.length);
      return [name, { name, data: Float32Array.from(each.dataSync()), shape: each.shape, axes }];
    }),
  );
}

beforeAll(async () => {
  await setBackend('cpu');
});

describe.each(Object.entries(CONFIGS))('a model %s', (_, patch) => {
  const config = { ...BASE, ...patch };

  test('the float64 worksheet of any cell agrees with the number the engine computed', () => {
    const arrays = arraysOf(config);
    const source = { read: (name: string) => arrays.get(name), ids: IDS };
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
    const arrays = arraysOf(config);
    const source = { read: (name: string) => arrays.get(name), ids: IDS };
    const uniform = rng(4, 'cells');
    for (const { name } of graph(config)) {
      const array = arrays.get(`grad.${name}`);
      if (!array) throw new Error(`grad.${name} was not computed`);
      const allowed = new Set(namesBehindGradient(config, name));
      const read = (wanted: string): NamedArray | undefined => {
        expect(allowed, name).toContain(wanted);
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
    }
  });

  test('a worksheet reads the arrays that its row names, and no others', () => {
    const arrays = arraysOf(config);
    for (const node of graph(config)) {
      const allowed = new Set(namesBehind(node));
      const read = (name: string): NamedArray | undefined => {
        expect(allowed, node.name).toContain(name);
        return arrays.get(name);
      };
      const { shape = [] } = arrays.get(node.name) ?? {};
      derive(
        config,
        node,
        shape.map(() => 0),
        { read, ids: IDS },
      );
    }
  });
});
