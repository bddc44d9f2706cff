import { expect, test } from 'vitest';
import { contributionOf, headContributions, logitDirection } from './attribution.ts';
import { lensLogits } from './logitLens.ts';
import type { Unembedding } from './logitLens.ts';
import { fillNormal, rng } from './random.ts';

const normal = (length: number, name: string): Float32Array => {
  const out = new Float32Array(length);
  fillNormal(out, 1, rng(7, name));
  return out;
};
const unembedding = (centred: boolean, D = 6, V = 5): Unembedding => ({
  V,
  D,
  rows: normal(V * D, 'rows'),
  norm: { centred, gain: normal(D, 'gain'), bias: centred ? normal(D, 'bias') : null, eps: 1e-5 },
});
const scaleOf = (x: Float64Array, centred: boolean): number => {
  const mean = centred ? x.reduce((sum, one) => sum + one, 0) / x.length : 0;
  return Math.sqrt(x.reduce((sum, one) => sum + (one - mean) ** 2, 0) / x.length + 1e-5);
};

test('parts of a stream add up to the logit of the whole to the last digits of float64, with either norm', () => {
  for (const centred of [true, false]) {
    const model = unembedding(centred);
    const parts = ['a', 'b', 'c'].map((name) => normal(6, name));
    const whole = Float64Array.from({ length: 6 }, (_, i) => parts.reduce((sum, part) => sum + (part[i] ?? 0), 0));
    const scale = scaleOf(whole, centred);
    const logits = lensLogits(model, whole);
    for (let token = 0; token < 5; token++) {
      const { direction, constant } = logitDirection(model, token, null);
      const sum = parts.reduce((total, part) => total + contributionOf(direction, part, scale), constant);
      expect(sum).toBeCloseTo(logits[token] ?? Number.NaN, 13);
    }
    const lead = logitDirection(model, 3, 1);
    expect(contributionOf(lead.direction, whole, scale) + lead.constant).toBeCloseTo((logits[3] ?? 0) - (logits[1] ?? 0), 13);
  }
});

test('what is equal in all dimensions adds nothing where the norm centres', () => {
  const { direction } = logitDirection(unembedding(true), 2, null);
  expect(contributionOf(direction, new Float32Array(6).fill(9), 1)).toBeCloseTo(0, 12);
  const { direction: uncentred } = logitDirection(unembedding(false), 2, null);
  expect(Math.abs(contributionOf(uncentred, new Float32Array(6).fill(9), 1))).toBeGreaterThan(0.1);
});

test('heads add through their own rows of the projection and together what the merged output adds', () => {
  const { direction } = logitDirection(unembedding(true), 4, null);
  const z = normal(6, 'z');
  const projection = normal(36, 'projection');
  const merged = Float64Array.from({ length: 6 }, (_, i) =>
    z.reduce((sum, one, row) => sum + one * (projection[row * 6 + i] ?? 0), 0),
  );
  const heads = headContributions(direction, z, projection, 3, 1.7);
  expect(heads.reduce((sum, one) => sum + one, 0)).toBeCloseTo(contributionOf(direction, merged, 1.7), 12);
  const silent = z.map((one, row) => (row < 2 ? 0 : one));
  expect(headContributions(direction, silent, projection, 3, 1.7)[0]).toBe(0);
  expect(headContributions(direction, silent, projection, 3, 1.7)[2]).toBe(heads[2]);
});

test('a model without a final norm and tokens outside the vocabulary are refused', () => {
  expect(() => logitDirection({ ...unembedding(true), norm: null }, 0, null)).toThrow('no final norm');
  expect(() => logitDirection(unembedding(true), 5, null)).toThrow('token 5');
});
