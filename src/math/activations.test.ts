import { describe, expect, it } from 'vitest';
import { ACTIVATIONS } from './activations.ts';

describe('ACTIVATIONS', () => {
  it('agree with PyTorch at a few points', () => {
    // torch.nn.functional: gelu(approximate='tanh'), relu, silu
    expect(ACTIVATIONS.gelu(1)).toBeCloseTo(0.841192, 6);
    expect(ACTIVATIONS.gelu(-1)).toBeCloseTo(-0.158808, 6);
    expect(ACTIVATIONS.silu(1)).toBeCloseTo(0.731059, 6);
    expect(ACTIVATIONS.silu(-2)).toBeCloseTo(-0.238406, 6);
    expect([ACTIVATIONS.relu(-3), ACTIVATIONS.relu(2)]).toEqual([0, 2]);
  });
  it('are 0 at 0 and close to x far to the right', () => {
    for (const f of Object.values(ACTIVATIONS)) {
      expect(Math.abs(f(0))).toBe(0);
      expect(f(20)).toBeCloseTo(20, 6);
      expect(Math.abs(f(-20))).toBeLessThan(1e-6);
    }
  });
});
