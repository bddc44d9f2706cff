import { memory, ones, sum } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import { graph, shapeOf } from '#lexicon/graph.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { dropoutKeeps, dropoutThreshold, streamKey } from '#math/random.ts';
import { drop } from './dropout.ts';
import { useBackend } from './fixtures/backends.ts';
import { forward } from './forward.ts';

const dropout = { probability: 0.25, seed: 9, step: 4 };
const config = { ...DEFAULT_CONFIG, d_vocab: 7, d_model: 8, n_heads: 2, d_mlp: 12 };
const table = graph(config);
const [B, T] = [3, 5];

beforeAll(() => useBackend('cpu'));

describe('dropout', () => {
  it('keeps the share 1 − p and scales it by 1/(1 − p), so that the mean stays', () => {
    const x = ones([200, 50]);
    const dropped = drop(x, 0, dropout);
    const values = dropped.dataSync<'float32'>();
    expect(new Set(values)).toEqual(new Set([0, Math.fround(1 / 0.75)]));
    expect(values.reduce((a, b) => a + b, 0) / values.length).toBeCloseTo(1, 1);
    x.dispose();
    dropped.dispose();
  });

  it('falls in the forward pass on exactly the sites of the graph, element by element as the shared hash says', () => {
    const before = memory().numTensors;
    const slots = weightLayout(config).slots;
    const weights = new Map(slots.map(({ name, shape }) => [name, ones([...shape])]));
    const ids = new Int32Array(B * T);
    const threshold = dropoutThreshold(dropout.probability);
    const sites = table.filter((node) => node.dropout !== undefined);
    expect(sites.map((node) => node.dropout)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    for (const node of sites) {
      const rows = table.slice(0, table.indexOf(node) + 1);
      // The tap replaces the value by ones, so that what leaves the row is the mask itself.
      const mask = forward(
        config,
        weights,
        { ids, B, T },
        { dropout, rows, tap: (each, value) => (each === node ? ones(value.shape) : value) },
      );
      expect(mask.shape).toEqual([B, ...shapeOf(node.axes, config, T)]);
      const key = streamKey(dropout.seed, 'dropout', dropout.step, node.dropout ?? -1);
      const wanted = Float32Array.from({ length: mask.size }, (_, index) => (dropoutKeeps(key, index, threshold) ? 1 / 0.75 : 0));
      expect(mask.dataSync(), node.name).toEqual(wanted);
      mask.dispose();
    }
    for (const weight of weights.values()) weight.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('shows the tap the value before the mask', () => {
    const weights = new Map(weightLayout(config).slots.map(({ name, shape }) => [name, ones([...shape])]));
    const sums: number[] = [];
    const logits = forward(
      config,
      weights,
      { ids: new Int32Array(B * T), B, T },
      {
        dropout,
        tap: (node, value) => {
          if (node.op === 'softmax') sums.push(...sum(value, -1).dataSync());
          return value;
        },
      },
    );
    for (const each of sums) expect(each).toBeCloseTo(1, 5);
    logits.dispose();
    for (const weight of weights.values()) weight.dispose();
  });
});
