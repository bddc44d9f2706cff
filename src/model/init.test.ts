import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { initialWeights } from './init.ts';

const config = { ...DEFAULT_CONFIG, d_vocab: 300, n_layers: 3, tie_embeddings: false };
const { slots, byName } = weightLayout(config);

const part = (flat: Float32Array, name: string): Float32Array => {
  const slot = byName.get(name);
  if (slot === undefined) throw new Error(`no weight ${name}`);
  return flat.subarray(slot.offset, slot.offset + slot.size);
};
const deviation = (values: Float32Array): number => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);

describe('initialWeights', () => {
  const flat = initialWeights(config, 7);

  it('draws matrices with deviation 0.02 and residual projections with 0.02/√(2·layers)', () => {
    expect(deviation(part(flat, 'wte.weight'))).toBeCloseTo(0.02, 3);
    expect(deviation(part(flat, 'h.1.attn.c_attn.weight'))).toBeCloseTo(0.02, 3);
    expect(deviation(part(flat, 'h.1.attn.c_proj.weight'))).toBeCloseTo(0.02 / Math.sqrt(6), 3);
    expect(deviation(part(flat, 'h.2.mlp.c_proj.weight'))).toBeCloseTo(0.02 / Math.sqrt(6), 3);
    expect(deviation(part(flat, 'lm_head.weight'))).toBeCloseTo(0.02, 3);
  });

  it('starts gains at one and biases at zero', () => {
    for (const { name } of slots.filter(({ decays }) => !decays)) {
      expect(new Set(part(flat, name)), name).toEqual(new Set([name.endsWith('.weight') ? 1 : 0]));
    }
  });

  it('leaves the padding between tensors at zero', () => {
    const padded = flat.slice();
    for (const { offset, size } of slots) padded.fill(0, offset, offset + size);
    expect(padded.every((x) => x === 0)).toBe(true);
  });

  it('gives the same weights for the same seed and others for another', () => {
    expect(initialWeights(config, 7)).toEqual(flat);
    expect(part(initialWeights(config, 8), 'wte.weight')).not.toEqual(part(flat, 'wte.weight'));
  });

  it('gives a tensor the same values whatever other tensors the model has', () => {
    const other = { ...config, tie_embeddings: true, position: 'none' as const };
    const slot = weightLayout(other).byName.get('h.0.mlp.c_fc.weight');
    const values = initialWeights(other, 7).subarray(slot?.offset, (slot?.offset ?? 0) + (slot?.size ?? 0));
    expect(values).toEqual(part(flat, 'h.0.mlp.c_fc.weight'));
  });
});
