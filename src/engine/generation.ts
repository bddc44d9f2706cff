import type { Tensor } from '@tensorflow/tfjs-core';
import type { RunConfig } from '#lexicon/config.ts';
import type { Intervention } from '#lexicon/interventions.ts';
import type { GenerateArgs, GenerateStep } from '#lexicon/messages.ts';
import { rng } from '#math/random.ts';
import { sampleDistribution } from '#math/sampling.ts';
import { drawnRank } from '#math/samplingLedger.ts';
import { nextLogits } from '#model/probe.ts';
import { disposeAll } from './capture.ts';

/** Candidates reported for each drawn token. */
const CANDIDATES = 12;

/** A text being continued, a token at a time, by weights as they were when it began. */
export class Generation {
  readonly ids: number[];
  readonly steps: GenerateStep[] = [];
  /** Whether the model's numbers are no longer finite, which ends the text. */
  broken = false;
  private stopped = false;
  private readonly weights: Map<string, Tensor>;
  private readonly config: RunConfig;
  private readonly args: GenerateArgs;
  private readonly uniform: () => number;
  private readonly interventions: readonly Intervention[];

  constructor(
    config: RunConfig,
    weights: Map<string, Tensor>,
    prompt: readonly number[],
    args: GenerateArgs,
    interventions: readonly Intervention[] = [],
  ) {
    this.config = config;
    this.weights = weights;
    this.ids = [...prompt];
    this.args = args;
    this.uniform = rng(args.seed, 'sample');
    this.interventions = [...interventions, ...(args.interventions ?? [])];
  }

  get done(): boolean {
    return this.stopped || this.broken || this.steps.length >= this.args.max_new_tokens;
  }

  /** Draws one more token. The context slides: the model sees the last `n_ctx` tokens. */
  async advance(): Promise<void> {
    if (this.done) return;
    const context = Int32Array.from(this.ids.slice(-this.config.n_ctx));
    const logits_V = await nextLogits(this.config, this.weights, context, this.interventions);
    if (this.stopped) return;
    if (!logits_V.every(Number.isFinite)) {
      this.broken = true;
      return;
    }
    const { probabilities, order, kept } = sampleDistribution(logits_V, this.args);
    const id = order[drawnRank(probabilities, order, kept, this.uniform())] ?? 0;
    const candidates = Array.from(order.subarray(0, CANDIDATES), (candidate) => ({
      id: candidate,
      probability: probabilities[candidate] ?? 0,
    })).filter(({ probability }) => probability > 0);
    this.ids.push(id);
    this.steps.push({ id, probability: probabilities[id] ?? 0, candidates });
  }

  /** Ends it, finished or not, and frees the weights. */
  stop(): void {
    if (this.stopped) return;
    this.stopped = true;
    disposeAll(this.weights);
  }
}
