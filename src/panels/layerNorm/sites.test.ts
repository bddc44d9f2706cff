import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import { namesOfSite, normSites } from './sites.ts';

describe('normSites', () => {
  it('finds two norms a layer and the final one when they come before, fed by the stream itself', () => {
    const sites = normSites({ ...DEFAULT_CONFIG, n_layers: 2 });
    expect(sites.map(({ layer, place }) => [layer, place])).toEqual([
      [0, 'ln1Pre'],
      [0, 'ln2Pre'],
      [1, 'ln1Pre'],
      [1, 'ln2Pre'],
      [null, 'final'],
    ]);
    expect(sites[1]).toMatchObject({ input: 'blocks.0.hook_resid_mid', gain: 'h.0.ln_2.weight', bias: 'h.0.ln_2.bias' });
    expect(sites.at(-1)).toMatchObject({ input: 'blocks.1.hook_resid_post', gain: 'ln_f.weight' });
  });
  it('finds no final norm when they come after, and their input is the sum', () => {
    const sites = normSites({ ...DEFAULT_CONFIG, n_layers: 1, norm_placement: 'post' });
    expect(sites.map(({ place, input }) => [place, input])).toEqual([
      ['ln1Post', 'blocks.0.ln1.sum'],
      ['ln2Post', 'blocks.0.ln2.sum'],
    ]);
  });
  it('asks for no β of an RMSNorm', () => {
    for (const site of normSites({ ...DEFAULT_CONFIG, normalization: 'rmsnorm' })) {
      expect(site.bias).toBeNull();
      expect(namesOfSite(site).some((name) => name.endsWith('.bias'))).toBe(false);
    }
  });
});
