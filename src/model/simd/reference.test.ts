import { setFlagsFromString } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { weightLayout } from '#lexicon/weights.ts';
import { flatOf, loadReferenceCase, REFERENCE_CASES } from '../fixtures/load.ts';
import type { ReferenceCase, ReferenceTensor } from '../fixtures/load.ts';
import { unmoved } from '../init.ts';
import type { TrainerState } from '../trainer.ts';
import { bestBuild } from './binary.ts';
import { simdTrainerOf } from './simdTrainer.ts';

// Node 20 keeps relaxed SIMD behind a flag.
if (bestBuild() === 'portable') setFlagsFromString('--experimental-wasm-relaxed-simd');

const stateOf = (reference: ReferenceCase): TrainerState => unmoved(flatOf(reference, reference.weights));

/** The largest |a − b| / (absolute + relative·|b|) over all weights, and where it is. */
function worst(
  flat: Float32Array,
  wanted: ReadonlyMap<string, ReferenceTensor>,
  config: ReferenceCase['config'],
  absolute: number,
  relative: number,
): { excess: number; at: string } {
  let found = { excess: 0, at: '' };
  for (const { name, offset, size } of weightLayout(config).slots) {
    const data = wanted.get(name)?.data;
    if (data?.length !== size) throw new Error(`reference has no '${name}' of ${size} numbers`);
    data.forEach((b, i) => {
      const a = flat[offset + i] ?? Number.NaN;
      const excess = Math.abs(a - b) / (absolute + relative * Math.abs(b));
      if (!(excess <= found.excess)) found = { excess, at: `${name}[${i}]: ${a}, wanted ${b}` };
    });
  }
  return found;
}

/**
 * How far weights are from where PyTorch moved them, against how far it moved them (root of squares). Adam
 * divides by the gradient's own size, so single weights whose gradient is rounding noise may differ more.
 */
function strayed(flat: Float32Array, { config, weights, after }: ReferenceCase): number {
  let [error, movement] = [0, 0];
  for (const { name, offset } of weightLayout(config).slots) {
    after.get(name)?.data.forEach((b, i) => {
      error += ((flat[offset + i] ?? Number.NaN) - b) ** 2;
      movement += ((weights.get(name)?.data[i] ?? Number.NaN) - b) ** 2;
    });
  }
  return Math.sqrt(error / movement);
}

describe.each(['portable', 'relaxed'] as const)('the SIMD training step, %s build', (build) => {
  const create = simdTrainerOf(build);

  describe.each(REFERENCE_CASES)('against PyTorch, case %s', (name) => {
    it('reproduces the loss and the gradient of every weight', async () => {
      const reference = await loadReferenceCase(name);
      const trainer = await create(reference.config, stateOf(reference));
      const { lossSumNats, scored } = await trainer.evaluate(reference.batch);
      expect(scored).toBe(reference.batch.targets.filter((target) => target >= 0).length);
      expect(lossSumNats / scored).toBeCloseTo(reference.lossNats, 5);
      const { excess, at } = worst(
        await trainer.gradients(reference.batch),
        reference.weightGradients,
        reference.config,
        2e-6,
        2e-5,
      );
      expect(excess, at).toBeLessThanOrEqual(1);
      expect(await trainer.weights()).toEqual(stateOf(reference).weights);
      trainer.dispose();
    });

    it('makes the same five updates', async () => {
      const reference = await loadReferenceCase(name);
      const trainer = await create(reference.config, stateOf(reference));
      reference.afterLosses.forEach((_, i) => trainer.step(reference.batch, { ...reference.settings, step: i + 1 }));
      const scalars = await trainer.scalars();
      scalars.forEach(({ lossNats, gradNorm }, i) => {
        expect(lossNats).toBeCloseTo(reference.afterLosses[i] ?? Number.NaN, 5);
        expect(gradNorm).toBeCloseTo(reference.afterGradNorms[i] ?? Number.NaN, 4);
      });
      const weights = await trainer.weights();
      const { excess, at } = worst(weights, reference.after, reference.config, 2e-4, 2e-3);
      expect(excess, at).toBeLessThanOrEqual(1);
      expect(strayed(weights, reference)).toBeLessThan(1e-3);
      trainer.dispose();
    });
  });
});
