import { expect, it } from 'vitest';
import { useBackend } from '../fixtures/backends.ts';
import { flatOf, loadReferenceCase } from '../fixtures/load.ts';
import { unmoved } from '../init.ts';
import { bestBuild } from './binary.ts';
import { createSimdTrainer } from './simdTrainer.ts';

it('the browser takes the build with fused multiply-add', () => {
  expect(bestBuild()).toBe('relaxed');
});

it('a page fetches the module and makes PyTorch’s five updates with it', async () => {
  await useBackend('cpu');
  const reference = await loadReferenceCase('odd-sizes');
  const trainer = await createSimdTrainer(reference.config, unmoved(flatOf(reference, reference.weights)));
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
