import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-webgpu';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WeightLayout } from '#lexicon/weights.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { REFERENCE_CASES, flatOf, loadReferenceCase } from '../fixtures/load.ts';
import { unmoved } from '../init.ts';
import { createPlanTrainer } from './planTrainer.ts';

/** The largest |a−b| as a share of what is allowed, 2e-4 + 2e-3·|b|, and where it lies. */
function worst(layout: WeightLayout, got: Float32Array, wanted: Float32Array): { share: number; at: string } {
  let found = { share: 0, at: '' };
  for (const { name, offset, size } of layout.slots) {
    for (let i = offset; i < offset + size; i++) {
      const [a, b] = [got[i] ?? Number.NaN, wanted[i] ?? Number.NaN];
      const share = Math.abs(a - b) / (2e-4 + 2e-3 * Math.abs(b));
      if (!(share <= found.share)) found = { share, at: `${name}[${i - offset}]: ${a} for ${b}` };
    }
  }
  return found;
}

beforeAll(async () => {
  await tf.setBackend('webgpu');
  await tf.ready();
});

describe.each(REFERENCE_CASES)('the plan against PyTorch, case %s', (name) => {
  it('gives the loss, the gradient of every weight, and five clipped AdamW steps', async () => {
    const reference = await loadReferenceCase(name);
    const { config, batch, settings } = reference;
    const layout = weightLayout(config);
    const trainer = await createPlanTrainer(config, unmoved(flatOf(reference, reference.weights)));

    const { lossSumNats, scored } = await trainer.evaluate(batch);
    expect(lossSumNats / scored).toBeCloseTo(reference.lossNats, 4);

    const gradient = worst(layout, await trainer.gradients(batch), flatOf(reference, reference.weightGradients));
    expect(gradient.share, gradient.at).toBeLessThanOrEqual(1);

    const steps = reference.afterLosses.length;
    for (let step = 1; step <= steps; step++) trainer.step(batch, { ...settings, step });
    const scalars = await trainer.scalars();
    expect(scalars).toHaveLength(steps);
    scalars.forEach(({ lossNats, gradNorm }, i) => {
      expect(lossNats).toBeCloseTo(reference.afterLosses[i] ?? Number.NaN, 4);
      expect(gradNorm).toBeCloseTo(reference.afterGradNorms[i] ?? Number.NaN, 3);
    });
    const after = worst(layout, await trainer.weights(), flatOf(reference, reference.after));
    expect(after.share, after.at).toBeLessThanOrEqual(1);
    trainer.dispose();
  });
});
