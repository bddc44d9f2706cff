import { describe, expect, it } from 'vitest';
import { activityOf, layerOf, neuronOf } from './neurons.ts';

const array = (shape: number[], data: number[]) => ({ name: 'x', axes: 'TF', shape, data: Float32Array.from(data) });

describe('activityOf', () => {
  it('counts a neuron as dead only when nothing positive ever enters it', () => {
    // Neurons: never, once, always, exactly zero.
    const pre = Float32Array.of(-1, -1, 1, 0, -2, 3, 2, 0);
    expect(activityOf(pre, 2, 4)).toEqual({ dead: 2, always: 1, onPerToken: 1.5 });
  });
});

describe('neuronOf', () => {
  it('is the column of the neuron', () => {
    expect([...neuronOf(Float32Array.of(1, 2, 3, 4, 5, 6), 1, 2, 3)]).toEqual([2, 5]);
  });
});

describe('layerOf', () => {
  it('waits until both arrays are of this text', () => {
    const pre = array([2, 2], [1, 2, 3, 4]);
    expect(layerOf(pre, undefined, 2)).toBeNull();
    expect(layerOf(pre, pre, 3)).toBeNull();
    expect(layerOf(pre, pre, 2)).toMatchObject({ T: 2, F: 2 });
  });
});
