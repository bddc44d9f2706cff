import { dispose, memory, tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { headWidth } from '#lexicon/config.ts';
import { checkInterventions } from '#lexicon/interventions.ts';
import type { Intervention } from '#lexicon/interventions.ts';
import { useBackend } from './fixtures/backends.ts';
import { loadReferenceCase } from './fixtures/load.ts';
import type { ReferenceCase, ReferenceCaseName } from './fixtures/load.ts';
import { probe } from './probe.ts';

const T = 6;
type Read = (names: readonly string[], list?: readonly Intervention[]) => Float32Array[];

/** Reads arrays of a reference case under changes, and proves that no tensor is left behind. */
async function withCase(name: ReferenceCaseName, run: (reference: ReferenceCase, read: Read) => void): Promise<void> {
  const reference = await loadReferenceCase(name);
  const before = memory().numTensors;
  const weights = new Map<string, Tensor>(
    Array.from(reference.weights, ([key, { shape, data }]) => [key, tensor(data.slice(), [...shape], 'float32')]),
  );
  const ids = reference.batch.ids.slice(0, T);
  run(reference, (names, list = []) => {
    const tensors = probe(reference.config, weights, ids, names, undefined, undefined, list);
    const data = names.map((each) => tensors.get(each)?.dataSync<'float32'>().slice() ?? new Float32Array(0));
    dispose([...tensors.values()]);
    return data;
  });
  dispose([...weights.values()]);
  expect(memory().numTensors).toBe(before);
}

const Z = 'blocks.0.attn.hook_z';
const OUT = 'blocks.0.hook_attn_out';
const LOGITS = 'unembed.hook_out';
const PATTERN = 'blocks.0.attn.hook_pattern';

beforeAll(() => useBackend('cpu'));

describe('an intervention', () => {
  test('that scales a head by 0 takes exactly its contribution z · W_O out of the attention’s output', () =>
    withCase('gpt2', ({ config, weights }, read) => {
      const K = headWidth(config);
      const { d_model: D, n_heads: H } = config;
      const [z = new Float32Array(), out = new Float32Array()] = read([Z, OUT]);
      const W = weights.get('h.0.attn.c_proj.weight')?.data ?? new Float32Array();
      for (const head of [0, H - 1]) {
        const [zOff = new Float32Array(), off = new Float32Array()] = read([Z, OUT], [{ hook: Z, head, scale: 0 }]);
        for (let t = 0; t < T; t++) {
          for (let i = 0; i < D; i++) {
            let part = 0;
            for (let k = 0; k < K; k++) part += (z[(t * H + head) * K + k] ?? 0) * (W[(head * K + k) * D + i] ?? 0);
            expect(off[t * D + i]).toBeCloseTo((out[t * D + i] ?? 0) - part, 5);
          }
        }
        zOff.forEach((value, at) => expect(value + 0).toBe(Math.floor(at / K) % H === head ? 0 : z[at]));
      }
    }));

  test('that adds to the stream shifts it by exactly that, where it was meant and nowhere else', () =>
    withCase('odd-sizes', ({ config }, read) => {
      const hook = 'blocks.0.hook_resid_post';
      const D = config.d_model;
      const shift = Array.from({ length: D }, (_, i) => (i % 3) - 1);
      const [plain = new Float32Array()] = read([hook]);
      for (const position of [undefined, 2, -1]) {
        const one = position === undefined ? { hook, add: shift } : { hook, add: shift, position };
        const [moved = new Float32Array()] = read([hook], [one]);
        const meant = position === -1 ? T - 1 : position;
        moved.forEach((value, at) => {
          const there = meant === undefined || Math.floor(at / D) === meant;
          expect(value).toBe(Math.fround((plain[at] ?? 0) + (there ? (shift[at % D] ?? 0) : 0)));
        });
      }
    }));

  test('is read by all that lies behind it and by nothing before it', () =>
    withCase('rope-rms-silu', (_, read) => {
      const names = ['blocks.0.hook_resid_mid', 'blocks.0.hook_resid_post', 'blocks.1.attn.hook_pattern', LOGITS];
      const plain = read(names);
      const changed = read(names, [{ hook: 'blocks.0.hook_mlp_out', position: 3, value: 0.5 }]);
      expect(changed[0]).toEqual(plain[0]);
      for (const at of [1, 2, 3]) expect(changed[at]).not.toEqual(plain[at]);
      // Causal: no earlier position hears of it.
      const V = (plain[3]?.length ?? 0) / T;
      expect(changed[3]?.slice(0, 3 * V)).toEqual(plain[3]?.slice(0, 3 * V));
    }));

  test('of attention never lets a causal model see later keys', () =>
    withCase('gpt2', ({ config: { n_heads } }, read) => {
      const pattern = 'blocks.0.attn.hook_pattern';
      for (const one of [
        { hook: 'blocks.0.attn.hook_attn_scores', scale: 0 },
        { hook: pattern, head: 1, value: 1 },
      ]) {
        const [got = new Float32Array()] = read([pattern], [one]);
        for (let at = 0; at < n_heads * T * T; at++) if (at % T > Math.floor(at / T) % T) expect(got[at]).toBe(0);
      }
      const [flat = new Float32Array()] = read([pattern], [{ hook: 'blocks.0.attn.hook_attn_scores', scale: 0 }]);
      for (let t = 0; t < T; t++) expect(flat[t * T]).toBeCloseTo(1 / (t + 1), 6);
    }));

  test('of a row of attention by its own weights changes nothing, by others mixes the values by them and no other row', () =>
    withCase('gpt2', ({ config }, read) => {
      const [hook, v, head, position] = [PATTERN, 'blocks.0.attn.hook_v', 1, 3];
      const [H, K] = [config.n_heads, headWidth(config)];
      const names = [hook, v, Z, LOGITS];
      const plain = read(names);
      const start = (head * T + position) * T;
      const own = plain[0]?.slice(start, start + position + 1) ?? new Float32Array();
      const place = { hook, head, position };
      expect(read(names, [{ ...place, value: own }])).toEqual(plain);
      const wanted = [0.5, 0, 0.25, 0.25];
      const [pattern, values, z = new Float32Array(), logits] = read(names, [{ ...place, value: wanted }]);
      expect([...(pattern?.slice(start, start + T) ?? [])]).toEqual([...wanted, 0, 0]);
      z.forEach((value, at) => {
        const [t, h, k] = [Math.floor(at / (H * K)), Math.floor(at / K) % H, at % K];
        if (t !== position || h !== head) expect(value).toBe(plain[2]?.[at]);
        else {
          const mixed = wanted.reduce((sum, weight, s) => sum + weight * (values?.[(s * H + h) * K + k] ?? 0), 0);
          expect(value).toBeCloseTo(mixed, 5);
        }
      });
      expect(logits).not.toEqual(plain[3]);
      // Keys behind a short list get nothing, and what a long one has for later keys is left out.
      expect([...(read([hook], [{ ...place, value: [1] }])[0]?.slice(start, start + T) ?? [])]).toEqual([1, 0, 0, 0, 0, 0]);
      expect(read([hook], [{ ...place, value: [...wanted, 9, 9, 9, 9] }])[0]).toEqual(pattern);
    }));

  test('behind another works on what that one made, and where the sequence does not reach nothing happens', () =>
    withCase('gpt2', (_, read) => {
      const hook = 'blocks.1.hook_resid_pre';
      const [plain = new Float32Array()] = read([hook]);
      const [both = new Float32Array()] = read(
        [hook],
        [
          { hook, add: 1 },
          { hook, scale: 2 },
        ],
      );
      both.forEach((value, at) => expect(value).toBeCloseTo(2 * ((plain[at] ?? 0) + 1), 5));
      expect(read([hook], [{ hook, position: 20, value: 9 }])[0]).toEqual(plain);
    }));

  test('has gradients: of a part that is switched off they are 0, behind a shift they are those of the shifted pass', () =>
    withCase('gpt2', (_, read) => {
      const off = [{ hook: 'blocks.0.hook_mlp_out', scale: 0 }];
      const [gradient = new Float32Array()] = read(['grad.h.0.mlp.c_fc.weight'], off);
      expect(gradient.every((value) => value === 0)).toBe(true);
      expect(read(['grad.h.1.mlp.c_fc.weight'], off)[0]?.some((value) => value !== 0)).toBe(true);
    }));
});

describe('a list of interventions', () => {
  test.each([
    ['a name that is none', [{ hook: 'blocks.9.hook_mlp_out', scale: 0 }], 'unknownName'],
    ['a weight', [{ hook: 'wte.weight', scale: 0 }], 'unknownName'],
    ['nothing to do', [{ hook: OUT }], 'fieldType'],
    ['two things to do', [{ hook: OUT, scale: 0, add: 1 }], 'fieldType'],
    ['a head that is not there', [{ hook: Z, head: 99, scale: 0 }], 'fieldRange'],
    ['a head of something without heads', [{ hook: OUT, head: 0, scale: 0 }], 'fieldType'],
    ['a position outside the context', [{ hook: OUT, position: 99, scale: 0 }], 'fieldRange'],
    ['a vector of another length', [{ hook: OUT, add: [1, 2] }], 'fieldType'],
    [
      'more weights than there can be keys',
      [{ hook: PATTERN, position: 0, value: Array.from({ length: 999 }, () => 0) }],
      'fieldType',
    ],
    ['no number', [{ hook: OUT, scale: Number.NaN }], 'fieldType'],
    ['a misspelt word', [{ hook: OUT, scale: 0, heads: 1 }], 'unknownField'],
    ['no list', { hook: OUT, scale: 0 }, 'fieldType'],
  ])('with %s is refused', async (_what, list, code) => {
    const { config } = await loadReferenceCase('gpt2');
    expect(() => checkInterventions(config, list)).toThrow(code);
  });
});
