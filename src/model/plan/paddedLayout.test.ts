import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { pack, paddedLayout, unpack } from './paddedLayout.ts';

const CONFIGS: Partial<ModelConfig>[] = [
  {},
  { d_model: 30, n_heads: 3, d_mlp: 50, d_vocab: 37, n_ctx: 13 },
  { d_model: 18, n_heads: 3, position: 'rope', normalization: 'rmsnorm', tie_embeddings: true },
  { d_model: 7, n_heads: 1, d_mlp: 5, d_vocab: 2, norm_placement: 'post' },
];

describe.each(CONFIGS)('paddedLayout of %o', (patch) => {
  const config: ModelConfig = { ...DEFAULT_CONFIG, d_vocab: 61, ...patch };
  const layout = paddedLayout(config);
  const flat = new Float32Array(layout.source.length);
  for (const { offset, size } of layout.source.slots) for (let i = offset; i < offset + size; i++) flat[i] = i + 1;

  it('gives back what was packed, to the bit', () => {
    expect(unpack(layout, pack(layout, flat))).toEqual(flat);
  });

  it('holds each parameter once and zeros elsewhere', () => {
    const nonzero = pack(layout, flat).filter((value) => value !== 0);
    expect(nonzero).toHaveLength(weightLayout(config).parameters);
    expect(new Set(nonzero).size).toBe(nonzero.length);
  });

  it('starts every weight at 256 bytes and reads rows by four', () => {
    for (const { slot, offset, columns } of layout.byName.values()) {
      expect(offset % 64, slot.name).toBe(0);
      expect(columns.length % 4, slot.name).toBe(0);
    }
  });

  it('puts the weights that decay before those that do not', () => {
    for (const { slot, offset } of layout.byName.values()) expect(offset < layout.decaying, slot.name).toBe(slot.decays);
  });
});

describe('paddedLayout with rotary positions', () => {
  it('keeps the two columns of a pair side by side in q and k and leaves v alone', () => {
    const columns = paddedLayout({ ...DEFAULT_CONFIG, d_vocab: 9, d_model: 12, n_heads: 2, position: 'rope' }).byName.get(
      'h.0.attn.c_attn.weight',
    )?.columns;
    expect(Array.from(columns?.places.subarray(0, 6) ?? [])).toEqual([0, 2, 4, 1, 3, 5]);
    expect(Array.from(columns?.places.subarray(24, 30) ?? [])).toEqual([32, 33, 34, 35, 36, 37]);
  });
});
