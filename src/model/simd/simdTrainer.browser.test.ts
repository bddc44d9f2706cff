import { expect, it } from 'vitest';
import { useBackend } from '../fixtures/backends.ts';
import { loadReferenceCase } from '../fixtures/load.ts';
import { flatOf } from '../fixtures/conformance.ts';
import { bestBuild } from './binary.ts';
import { createSimdTrainer } from './simdTrainer.ts';

it('the browser takes the build with fused multiply-add', () => {
  expect(bestBuild()).toBe('relaxed');
});

it('a page fetches the module and makes PyTorch’s five updates with it', async () => {
  await useBackend('cpu');
  const reference = await loadReferenceCase('odd-sizes');
  const weights = flatOf(reference, reference.weights);
  const zeros = new Float32Array(weights.length);
  const trainer = await createSimdTrainer(reference.config, { weights, m: zeros, v: zeros });
  reference.afterLosses.forEach((_, i) => trainer.step(reference.batch, { ...reference.settings, step: i + 1 }));
  const scalars = await trainer.scalars();
  scalars.forEach(({ lossNats, gradNorm }, i) => {
    expect(lossNats).toBeCloseTo(reference.afterLosses[i] ?? Number.NaN, 5);
    expect(gradNorm).toBeCloseTo(reference.afterGradNorms[i] ?? Number.NaN, 4);
  });
  const tensors = trainer.tensors();
  for (const [name, tensor] of tensors) {
    expect(tensor.shape, name).toEqual(reference.after.get(name)?.shape);
    tensor.dispose();
  }
  trainer.dispose();
});
