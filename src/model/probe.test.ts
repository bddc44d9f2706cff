import { dispose, memory, tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { graph, shapeOf } from '#lexicon/graph.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { useBackend } from './fixtures/backends.ts';
import { firstDifference, REACHED } from './fixtures/conformance.ts';
import { loadReferenceCase, REFERENCE_CASES } from './fixtures/load.ts';
import type { ReferenceCase, ReferenceCaseName } from './fixtures/load.ts';
import { rowsBehind } from './pass.ts';
import { defaultTargets, nextLogits, pack, probe } from './probe.ts';

type Loaded = { reference: ReferenceCase; weights: Map<string, Tensor> };

/** Runs with a case's weights as tensors, then proves that nothing but those was left behind. */
async function withCase(name: ReferenceCaseName, run: (loaded: Loaded) => void | Promise<void>): Promise<void> {
  const reference = await loadReferenceCase(name);
  const before = memory().numTensors;
  const weights = new Map(
    Array.from(reference.weights, ([key, { shape, data }]) => [key, tensor(data.slice(), [...shape], 'float32')]),
  );
  await run({ reference, weights });
  dispose([...weights.values()]);
  expect(memory().numTensors).toBe(before);
}

/** What a probe gives, read out, with its tensors freed. */
function read(
  { reference: { config }, weights }: Loaded,
  ids: Int32Array,
  names: readonly string[],
  targets?: Int32Array,
): Map<string, Float32Array> {
  const tensors = probe(config, weights, ids, names, targets);
  const data = new Map(Array.from(tensors, ([name, each]) => [name, each.dataSync<'float32'>().slice()]));
  dispose([...tensors.values()]);
  return data;
}

const sequence = (array: Int32Array, b: number, T: number): Int32Array => array.slice(b * T, (b + 1) * T);
const scaled = (data: Float32Array, factor: number): Float32Array => data.map((x) => x * factor);

beforeAll(() => useBackend('cpu'));

describe.each(REFERENCE_CASES)('a probe of the case %s', (name) => {
  it('gives for each sequence alone the activations that PyTorch gave for it in a batch', () =>
    withCase(name, (loaded) => {
      const { activations, batch } = loaded.reference;
      for (let b = 0; b < batch.B; b++) {
        const got = read(loaded, sequence(batch.ids, b, batch.T), [...activations.keys()]);
        for (const [hook, { data }] of activations) {
          const length = data.length / batch.B;
          expect(
            firstDifference(got.get(hook) ?? [], data.subarray(b * length, (b + 1) * length), REACHED),
            hook,
          ).toBeUndefined();
        }
      }
    }));
});

describe('a probe', () => {
  it('differentiates the mean loss of its own sequence', () =>
    withCase('gpt2', (loaded) => {
      const { activationGradients, weightGradients, batch } = loaded.reference;
      const hooks = [...activationGradients.keys()];
      const names = [...hooks, ...weightGradients.keys()].map((each) => `grad.${each}`);
      const sum = new Map<string, Float32Array>();
      for (let b = 0; b < batch.B; b++) {
        const got = read(loaded, sequence(batch.ids, b, batch.T), names, sequence(batch.targets, b, batch.T));
        for (const hook of hooks) {
          const { data = new Float32Array() } = activationGradients.get(hook) ?? {};
          const length = data.length / batch.B;
          const wanted = scaled(data.subarray(b * length, (b + 1) * length), batch.B);
          expect(firstDifference(got.get(`grad.${hook}`) ?? [], wanted, REACHED), hook).toBeUndefined();
        }
        for (const weight of weightGradients.keys()) {
          const part = got.get(`grad.${weight}`) ?? new Float32Array();
          sum.set(
            weight,
            (sum.get(weight) ?? new Float32Array(part.length)).map((x, index) => x + (part[index] ?? 0) / batch.B),
          );
        }
      }
      for (const [weight, { data }] of weightGradients)
        expect(firstDifference(sum.get(weight) ?? [], data, REACHED), weight).toBeUndefined();
    }));

  it('gives every row of the graph and every weight in its shape without a batch axis', () =>
    withCase('odd-sizes', ({ reference: { config, batch, weights: arrays }, weights }) => {
      const T = 5;
      const rows = graph(config);
      const tensors = probe(config, weights, sequence(batch.ids, 0, T), [...rows.map((row) => row.name), ...arrays.keys()]);
      for (const { name, axes } of rows) expect(tensors.get(name)?.shape, name).toEqual(shapeOf(axes, config, T));
      for (const [name, { shape, data }] of arrays) {
        expect(tensors.get(name)?.shape, name).toEqual(shape);
        expect(tensors.get(name)?.dataSync()).toEqual(data);
      }
      dispose([...tensors.values()]);
    }));

  it('computes no row that the wanted names do not need', async () => {
    const { config } = await loadReferenceCase('gpt2');
    const rows = rowsBehind(config, ['blocks.0.attn.hook_pattern']).map((row) => row.name);
    expect(rows).toEqual([
      'hook_embed',
      'hook_pos_embed',
      'blocks.0.hook_resid_pre',
      'blocks.0.ln1.hook_scale',
      'blocks.0.ln1.hook_normalized',
      'blocks.0.ln1.output',
      'blocks.0.attn.hook_q',
      'blocks.0.attn.hook_k',
      'blocks.0.attn.hook_attn_scores',
      'blocks.0.attn.hook_pattern',
    ]);
  });

  it('gives each name once, in the order asked for, and nothing for no names', () =>
    withCase('gpt2', (loaded) => {
      const ids = loaded.reference.batch.ids.slice(0, 4);
      const names = ['probe.loss', 'hook_embed', 'probe.loss', 'hook_embed', 'wte.weight'];
      expect([...read(loaded, ids, names).keys()]).toEqual(['probe.loss', 'hook_embed', 'wte.weight']);
      expect(read(loaded, ids, []).size).toBe(0);
    }));

  it('scores each next token: its loss is −log of the softmax, and unknown at the last position', () =>
    withCase('gpt2', (loaded) => {
      const V = loaded.reference.config.d_vocab;
      const ids = loaded.reference.batch.ids.slice(0, 6);
      const got = read(loaded, ids, ['probe.loss', 'probe.softmax']);
      const [loss = new Float32Array(), softmax = new Float32Array()] = [got.get('probe.loss'), got.get('probe.softmax')];
      for (let t = 0; t < 6; t++) {
        const row = softmax.subarray(t * V, (t + 1) * V);
        expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
        if (t < 5) expect(loss[t]).toBeCloseTo(-Math.log(row[ids[t + 1] ?? 0] ?? 0), 4);
      }
      expect(loss[5]).toBeNaN();
    }));

  it('scores, with the masked objective, each position by its own token', () =>
    withCase('masked-lm', (loaded) => {
      const { config, batch } = loaded.reference;
      const ids = batch.ids.slice(0, 6);
      const got = read(loaded, ids, ['probe.loss', 'probe.softmax']);
      const probabilities = Array.from(ids, (id, t) => got.get('probe.softmax')?.[t * config.d_vocab + id] ?? 0);
      expect(
        firstDifference(
          got.get('probe.loss') ?? [],
          probabilities.map((p) => -Math.log(p)),
        ),
      ).toBeUndefined();
      expect(defaultTargets(config, ids)).toEqual(ids);
    }));

  it('reads masked scores as −∞ while every gradient stays finite and is 0 there', () =>
    withCase('rope-rms-silu', (loaded) => {
      const scores = 'blocks.1.attn.hook_attn_scores';
      const got = read(loaded, loaded.reference.batch.ids.slice(0, 4), [scores, `grad.${scores}`, 'grad.hook_embed']);
      for (let index = 0; index < (got.get(scores)?.length ?? 0); index++) {
        const isLater = index % 4 > Math.floor(index / 4) % 4;
        expect(got.get(scores)?.[index] === -Infinity).toBe(isLater);
        if (isLater) expect(Math.abs(got.get(`grad.${scores}`)?.[index] ?? Number.NaN)).toBe(0);
      }
      expect(got.get('grad.hook_embed')?.every(Number.isFinite)).toBe(true);
    }));

  it('has zero gradients for a single token, of which nothing can be scored', () =>
    withCase('gpt2', (loaded) => {
      const got = read(loaded, Int32Array.of(3), ['grad.wte.weight', 'probe.loss', 'blocks.0.attn.hook_pattern']);
      expect(got.get('grad.wte.weight')?.every((x) => x === 0)).toBe(true);
      expect(got.get('probe.loss')?.[0]).toBeNaN();
      expect(got.get('blocks.0.attn.hook_pattern')).toEqual(new Float32Array(4).fill(1));
    }));

  it.each(['gpt2', 'rope-rms-silu'] as const)(
    'agrees with the slope of its loss along the gradient of each weight of %s',
    (name) =>
      withCase(name, (loaded) => {
        const { reference, weights } = loaded;
        const ids = reference.batch.ids.slice(0, 8);
        const lossAt = (weight: string, moved: Float32Array, shape: readonly number[]): number => {
          const changed = tensor(moved, [...shape], 'float32');
          const loss = read({ reference, weights: new Map([...weights, [weight, changed]]) }, ids, ['probe.loss']).get(
            'probe.loss',
          );
          changed.dispose();
          return (loss ?? new Float32Array()).subarray(0, 7).reduce((a, b) => a + b, 0) / 7;
        };
        let checked = 0;
        for (const { name: weight, shape } of weightLayout(reference.config).slots) {
          const { data = new Float32Array() } = reference.weights.get(weight) ?? {};
          const gradient = read(loaded, ids, [`grad.${weight}`]).get(`grad.${weight}`) ?? new Float32Array();
          const norm = Math.hypot(...gradient);
          // Smaller slopes drown in float32.
          if (norm < 5e-3) continue;
          checked++;
          // Far enough to change the loss by some thousand of its last digits, near enough to stay straight.
          const step = 5e-4 / norm ** 2;
          const ahead = lossAt(
            weight,
            data.map((x, i) => x + step * (gradient[i] ?? 0)),
            shape,
          );
          const behind = lossAt(
            weight,
            data.map((x, i) => x - step * (gradient[i] ?? 0)),
            shape,
          );
          expect(Math.abs((ahead - behind) / (2 * step) / norm ** 2 - 1), weight).toBeLessThan(0.01);
        }
        expect(checked).toBeGreaterThan(12);
      }),
  );

  it.each([
    'blocks.9.hook_resid_pre',
    'grad.',
    'grad.grad.hook_embed',
    'hook_q',
    'adam.m.wte.weight',
    'ids',
    'probe.entropy',
    '',
  ])("refuses '%s', which the model does not have, and leaves nothing behind", (unknown) =>
    withCase('gpt2', ({ reference: { config, batch }, weights }) => {
      expect(() => probe(config, weights, batch.ids.slice(0, 4), ['hook_embed', unknown])).toThrow(/^unknownName/);
    }),
  );

  it('refuses ids outside the vocabulary, no ids, and more than fit the context', () =>
    withCase('gpt2', ({ reference: { config }, weights }) => {
      const names = ['unembed.hook_out', 'grad.hook_embed'];
      expect(() => probe(config, weights, Int32Array.of(1, 61), names)).toThrow('idRange: {"id":61,"vocabulary":61}');
      expect(() => probe(config, weights, Int32Array.of(-1), names)).toThrow(/^idRange/);
      expect(() => probe(config, weights, new Int32Array(0), names)).toThrow(/^inputEmpty/);
      expect(() => probe(config, weights, new Int32Array(25), names)).toThrow(
        '25 positions came, at most n_ctx = 24 were wanted',
      );
    }));

  it('catches a value whose shape is not what the graph says', () =>
    withCase('gpt2', ({ reference: { config }, weights }) => {
      const narrow = { ...config, d_mlp: 64 };
      expect(() => probe(narrow, weights, Int32Array.of(1, 2), ['blocks.0.mlp.hook_pre'])).toThrow(
        "tap: 'blocks.0.mlp.hook_pre' came as [1,2,128], BTF = [1,2,64] was wanted",
      );
    }));
});

describe('pack', () => {
  it('lays arrays end to end and says where each lies', () =>
    withCase('gpt2', async ({ reference: { config, batch }, weights }) => {
      const names = ['blocks.0.attn.hook_pattern', 'probe.loss', 'grad.h.0.ln_1.bias', 'hook_embed'];
      const arrays = probe(config, weights, batch.ids.slice(0, 5), names);
      const { entries, data } = pack(config, arrays);
      const all = await data.data<'float32'>();
      expect(entries.map(({ name, axes }) => [name, axes])).toEqual([
        ['blocks.0.attn.hook_pattern', 'HTS'],
        ['probe.loss', 'T'],
        ['grad.h.0.ln_1.bias', 'D'],
        ['hook_embed', 'TD'],
      ]);
      for (const { name, shape, offset, length } of entries) {
        expect(shape).toEqual(arrays.get(name)?.shape);
        expect(all.slice(offset, offset + length)).toEqual(arrays.get(name)?.dataSync());
      }
      expect(entries.reduce((sum, { length }) => sum + length, 0)).toBe(all.length);
      dispose([...arrays.values(), data]);
    }));

  it('packs nothing into nothing', () =>
    withCase('gpt2', ({ reference: { config } }) => {
      const { entries, data } = pack(config, new Map());
      expect([entries, data.size]).toEqual([[], 0]);
      data.dispose();
    }));
});

describe('nextLogits', () => {
  it('gives the logits of the last position', () =>
    withCase('rope-rms-silu', async (loaded) => {
      const { reference, weights } = loaded;
      const ids = reference.batch.ids.slice(0, 5);
      const all = read(loaded, ids, ['unembed.hook_out']).get('unembed.hook_out');
      expect(await nextLogits(reference.config, weights, ids)).toEqual(all?.slice(4 * reference.config.d_vocab));
    }));
});
