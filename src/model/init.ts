import type { ModelConfig } from '#lexicon/config.ts';
import { weightLayout } from '#lexicon/weights.ts';
import type { WeightSlot } from '#lexicon/weights.ts';
import { fillNormal, rng } from '#math/random.ts';
import type { TrainerState } from './trainer.ts';

/** The standard deviation of GPT-2's initial weights. */
const DEVIATION = 0.02;

/** Projections into the residual stream: what they add grows with their number, 2 a layer. */
const isResidualProjection = (name: string): boolean => name.endsWith('.c_proj.weight');
const isGain = ({ name, decays }: WeightSlot): boolean => name.endsWith('.weight') && !decays;

/**
 * A new model's weights in the flat layout of `weightLayout`, as GPT-2 began (Radford et al. 2019,
 * section 2.3): normal with deviation 0.02, residual projections divided by √(2·layers), biases 0,
 * gains 1. Each tensor draws from its own stream of the seed, so that it does not depend on the others.
 */
export function initialWeights(config: ModelConfig, seed: number): Float32Array {
  const { slots, length } = weightLayout(config);
  const flat = new Float32Array(length);
  for (const slot of slots) {
    const part = flat.subarray(slot.offset, slot.offset + slot.size);
    if (isGain(slot)) part.fill(1);
    else if (slot.decays) {
      const deviation = isResidualProjection(slot.name) ? DEVIATION / Math.sqrt(2 * config.n_layers) : DEVIATION;
      fillNormal(part, deviation, rng(seed, 'init', slot.name));
    }
  }
  return flat;
}

/** Weights in the flat layout before their first update: all moments 0. */
export function unmoved(weights: Float32Array): TrainerState {
  return { weights, m: new Float32Array(weights.length), v: new Float32Array(weights.length) };
}
