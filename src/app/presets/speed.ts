import type { RunConfig } from '#lexicon/config.ts';
import { cost } from '#lexicon/cost.ts';
import { bench } from '#state/actions/bench.ts';

/** Up to this work a model is timed itself; beyond, another one whose speed stands for it. */
const TIMED_FLOPS = 1.5e9;
/** Large enough that the products of matrices, not what surrounds them, take the time. */
const STAND_IN = { n_layers: 2, d_model: 256, n_heads: 4, d_mlp: 1024, n_ctx: 32, batch_size: 4, d_vocab: 512 };
const STEPS = 3;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/**
 * Milliseconds of one training step on this machine, from steps that are taken: of the model itself where it is small,
 * else of a smaller one, by the work of both. The running model waits meanwhile.
 */
export async function measureStepMs(config: RunConfig): Promise<number> {
  const wanted = cost(config).flopsPerStep;
  const timed = wanted <= TIMED_FLOPS ? config : { ...config, ...STAND_IN };
  const { msPerStep } = await bench({ config: timed, steps: STEPS, warmup: 1 });
  return (median(msPerStep) * wanted) / cost(timed).flopsPerStep;
}
