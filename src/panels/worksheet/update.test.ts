import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { OptimizerKind } from '#lexicon/config.ts';
import { lastUpdate } from './update.ts';

const GRADIENTS = [0.3, -0.1, 0.25, 0.02];

/** One weight trained by the book, a gradient a step; its values, and the memory after the last step. */
function trained(optimizer: OptimizerKind, decays: boolean) {
  const { beta1, beta2, adam_eps, weight_decay, learning_rate: rate } = DEFAULT_CONFIG;
  const decay = decays ? weight_decay : 0;
  let [w, m, v] = [0.8, 0, 0];
  const values = [w];
  GRADIENTS.forEach((raw, i) => {
    const gradient = optimizer === 'adamw' ? raw : raw + decay * w;
    if (optimizer === 'sgd') {
      m = beta1 * m + gradient;
      w -= rate * m;
    } else {
      if (optimizer === 'adamw') w -= rate * decay * w;
      m = beta1 * m + (1 - beta1) * gradient;
      v = beta2 * v + (1 - beta2) * gradient * gradient;
      w -= (rate * (m / (1 - beta1 ** (i + 1)))) / (Math.sqrt(v / (1 - beta2 ** (i + 1))) + adam_eps);
    }
    values.push(w);
  });
  return { values, moments: { m, v, value: w, step: GRADIENTS.length, learningRate: rate } };
}

test.each([
  ['adamw', true],
  ['adamw', false],
  ['adam', true],
  ['sgd', true],
] as const)('what %s remembers (decay: %s) leads back to the weight before its last step', (optimizer, decays) => {
  const { values, moments } = trained(optimizer, decays);
  const { before, step, decay } = lastUpdate({ ...DEFAULT_CONFIG, optimizer }, moments, decays);
  expect(before).toBeCloseTo(values.at(-2) ?? NaN, 12);
  expect(before + step + decay).toBeCloseTo(moments.value, 12);
});
