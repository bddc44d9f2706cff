import { describe, expect, it } from 'vitest';
import { depthsOf, flowOf } from './depth.ts';
import { additionsOf, columnMedians, lengthsOf } from './measures.ts';

// Two tokens, two dimensions, one layer.
const ARRAYS: Record<string, number[]> = {
  'blocks.0.hook_resid_pre': [3, 4, 0, 1],
  'blocks.0.hook_attn_out': [6, 8, 1, 0],
  'blocks.0.hook_resid_mid': [9, 12, 1, 1],
  'blocks.0.hook_mlp_out': [-9, -12, 0, 0],
  'blocks.0.hook_resid_post': [0, 0, 1, 1],
};
const read = (name: string) => (ARRAYS[name] ? { data: Float32Array.from(ARRAYS[name]) } : undefined);

describe('the stream along the depth', () => {
  const flow = flowOf(read, depthsOf({ n_layers: 1 }), 4);

  it('has 2L + 1 places', () => {
    expect(depthsOf({ n_layers: 8 })).toHaveLength(17);
    expect(flow).toHaveLength(3);
  });
  it('gives the length of every token at every place', () => {
    const lengths = lengthsOf(flow ?? [], 2, 2);
    expect([...lengths.subarray(0, 3)]).toEqual([5, 15, 0]);
    expect(lengths[3]).toBe(1);
  });
  it('measures an addition against the stream it is added to', () => {
    const [attention, mlp] = additionsOf(flow ?? [], 0, 2);
    expect(attention).toEqual({ at: 1, length: 10, cosine: 1 });
    expect(mlp).toEqual({ at: 2, length: 15, cosine: -1 });
    expect(additionsOf(flow ?? [], 1, 2)[0]?.cosine).toBe(0);
  });
  it('waits until every array is there and of this text', () => {
    expect(flowOf(read, depthsOf({ n_layers: 2 }), 4)).toBeNull();
    expect(flowOf(read, depthsOf({ n_layers: 1 }), 6)).toBeNull();
  });
});

describe('columnMedians', () => {
  it('takes the middle, or the mean of the middle two', () => {
    expect([...columnMedians(Float32Array.of(1, 10, 3, 30, 2, 90), 2)]).toEqual([2, 30]);
    expect([...columnMedians(Float32Array.of(1, 3), 1)]).toEqual([2]);
  });
});
