import { describe, expect, test } from 'vitest';
import type { ModelConfig } from '#lexicon/config.ts';
import { attributionAt, attributionNames, unembeddingOf } from '#lexicon/readings.ts';
import { lensLogits, logitLensInSlices } from '#math/logitLens.ts';
import { rolloutInSlices } from '#math/rollout.ts';
import { loadReferenceCase, REFERENCE_CASES } from './fixtures/load.ts';
import type { ReferenceCase } from './fixtures/load.ts';

/** What a picture reads of one sequence of a case: PyTorch's activations without the batch axis, and the weights. */
function readerOf({ activations, weights, batch }: ReferenceCase, b: number) {
  return (name: string): { data: Float32Array } | undefined => {
    const weight = weights.get(name);
    if (weight) return weight;
    const all = activations.get(name)?.data;
    const size = (all?.length ?? 0) / batch.B;
    return all && { data: all.subarray(b * size, (b + 1) * size) };
  };
}

function depthNames({ n_layers }: ModelConfig): string[] {
  const blocks = Array.from({ length: n_layers }, (_, l) => [`blocks.${l}.hook_resid_mid`, `blocks.${l}.hook_resid_post`]);
  return ['blocks.0.hook_resid_pre', ...blocks.flat()];
}

/** Float32 sums of D products in another order: a few units in the last place of the largest term. */
const near = (got: number, wanted: number): void =>
  expect(Math.abs(got - wanted)).toBeLessThanOrEqual(2e-6 + 2e-6 * Math.abs(wanted));

function finish<R>(work: Generator<undefined, R>): R {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

describe.each(REFERENCE_CASES)('%s', (name) => {
  test('the lens at the last depth is the model’s own output, at every position', async () => {
    const known = await loadReferenceCase(name);
    const { config, batch } = known;
    const [D, V] = [config.d_model, config.d_vocab];
    for (let b = 0; b < batch.B; b++) {
      const read = readerOf(known, b);
      const unembedding = unembeddingOf(config, read);
      const last = read(depthNames(config).at(-1) ?? '')?.data;
      const wanted = read('unembed.hook_out')?.data;
      expect(unembedding).not.toBeNull();
      if (!unembedding || !last || !wanted) return;
      for (let t = 0; t < batch.T; t++) {
        const logits = lensLogits(unembedding, last.subarray(t * D, (t + 1) * D));
        logits.forEach((logit, v) => near(logit, wanted[t * V + v] ?? Number.NaN));
      }
    }
  });

  test('the grid names the likeliest token of the model in its last column', async () => {
    const known = await loadReferenceCase(name);
    const { config, batch } = known;
    const read = readerOf(known, 0);
    const unembedding = unembeddingOf(config, read);
    const streams = depthNames(config).map((depth) => read(depth)?.data ?? new Float32Array(0));
    if (!unembedding) throw new Error('no unembedding');
    const actual = batch.ids.slice(0, batch.T);
    const grid = finish(logitLensInSlices({ unembedding, streams, actual }));
    const logits = read('unembed.hook_out')?.data ?? new Float32Array(0);
    for (let t = 0; t < batch.T; t++) {
      const row = Array.from(logits.subarray(t * config.d_vocab, (t + 1) * config.d_vocab));
      const total = row.reduce((sum, logit) => sum + Math.exp(logit), 0);
      const at = t * grid.depths + grid.depths - 1;
      expect(grid.topId[at]).toBe(row.indexOf(Math.max(...row)));
      expect(grid.topP[at]).toBeCloseTo(Math.exp(Math.max(...row)) / total, 5);
      const own = actual[t] ?? 0;
      expect(grid.rank[at]).toBe(1 + row.filter((logit) => logit > (row[own] ?? 0)).length);
      expect(grid.actualP[at]).toBeCloseTo(Math.exp(row[own] ?? 0) / total, 5);
    }
  });

  test('what embedding, position, heads, biases and FFNs add sums to the logit, or nothing is claimed', async () => {
    const known = await loadReferenceCase(name);
    const { config, batch } = known;
    const read = readerOf(known, batch.B - 1);
    const V = config.d_vocab;
    const logits = read('unembed.hook_out')?.data ?? new Float32Array(0);
    if (config.norm_placement === 'post') {
      expect(attributionNames(config)).toEqual([]);
      expect(attributionAt(config, read, 0, 1, null)).toBeNull();
      return;
    }
    for (let t = 0; t < batch.T; t++) {
      for (const [token, against] of [
        [t % V, null],
        [V - 1, 0],
      ] as const) {
        const parts = attributionAt(config, read, t, token, against) ?? [];
        const wanted = (logits[t * V + token] ?? 0) - (against === null ? 0 : (logits[t * V + against] ?? 0));
        near(
          parts.reduce((sum, { value }) => sum + value, 0),
          wanted,
        );
      }
    }
  });

  test('rows of the rollout sum to 1 and look no farther ahead than the patterns do', async () => {
    const known = await loadReferenceCase(name);
    const { config, batch } = known;
    const read = readerOf(known, 0);
    const patterns = Array.from(
      { length: config.n_layers },
      (_, l) => read(`blocks.${l}.attn.hook_pattern`)?.data ?? new Float32Array(0),
    );
    const rolled = finish(rolloutInSlices(patterns, config.n_heads, batch.T));
    for (let t = 0; t < batch.T; t++) {
      const row = rolled.subarray(t * batch.T, (t + 1) * batch.T);
      expect(row.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
      if (config.objective === 'causal') expect(row.subarray(t + 1).every((weight) => weight === 0)).toBe(true);
    }
  });
});
