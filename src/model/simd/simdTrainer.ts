import { tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Batch } from '#lexicon/batch.ts';
import { headWidth, OPTIMIZERS } from '#lexicon/config.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { fail } from '#lexicon/problems.ts';
import { weightLayout } from '#lexicon/weights.ts';
import type { WeightLayout } from '#lexicon/weights.ts';
import { dropoutThreshold, streamKey } from '#math/random.ts';
import type { Evaluated, StepScalars, StepSettings, Trainer, TrainerFactory, TrainerState } from '../trainer.ts';
import { bestBuild, simdModule } from './binary.ts';
import type { SimdBuild } from './binary.ts';
import { SimdInstance } from './instance.ts';

/** Throws when a batch is not one of this model; an id outside the vocabulary would read foreign memory. */
function checkBatch({ ids, targets, B, T }: Batch, { n_ctx, d_vocab }: ModelConfig): void {
  if (!Number.isInteger(B) || B < 1 || !Number.isInteger(T) || T < 1 || T > n_ctx) {
    throw new Error(`Batch: [${B},${T}], wanted B ≥ 1 and 1 ≤ T ≤ ${n_ctx}`);
  }
  if (ids.length !== B * T || targets.length !== B * T) {
    throw new Error(`Batch: ${ids.length} ids and ${targets.length} targets, wanted ${B * T} of each`);
  }
  for (let i = 0; i < ids.length; i++) {
    const [id, target] = [ids[i] ?? -1, targets[i] ?? -2];
    if (id < 0 || id >= d_vocab) throw fail('idRange', { id, vocabulary: d_vocab });
    if (target < -1 || target >= d_vocab) throw fail('idRange', { id: target, vocabulary: d_vocab });
  }
}

const NOTHING_FROZEN: readonly string[] = [];

/** The training step as a SIMD module: steps run at once and results are ready when a call returns. */
export class SimdTrainer implements Trainer {
  readonly kind = 'simd';
  readonly layout: WeightLayout;
  private readonly config: ModelConfig;
  private instance: SimdInstance | null;
  private readonly end: () => void;
  private queued: StepScalars[] = [];
  private frozen: readonly string[] = NOTHING_FROZEN;

  /** `end` is called once, by `dispose`. */
  constructor(config: ModelConfig, instance: SimdInstance, end: () => void = () => undefined) {
    this.end = end;
    this.config = config;
    this.layout = instance.layout;
    this.instance = instance;
  }

  private get live(): SimdInstance {
    if (!this.instance) throw new Error('SIMD trainer: used after dispose');
    return this.instance;
  }

  private put(batch: Batch): SimdInstance {
    checkBatch(batch, this.config);
    const instance = this.live;
    instance.prepare(batch.B, batch.T);
    const tokens = instance.tokens(batch.ids.length);
    tokens.ids.set(batch.ids);
    tokens.targets.set(batch.targets);
    return instance;
  }

  step(batch: Batch, settings: StepSettings): void {
    const instance = this.put(batch);
    const { step, dropout, seed, beta1, beta2 } = settings;
    const threshold = dropoutThreshold(dropout);
    if (threshold > 0) {
      const keys = instance.dropoutKeys(1 + 3 * this.config.n_layers);
      for (let site = 0; site < keys.length; site++) keys[site] = streamKey(seed, 'dropout', step, site);
    }
    const { frozen = NOTHING_FROZEN } = settings;
    if (frozen !== this.frozen) {
      instance.freeze(frozen);
      this.frozen = frozen;
    }
    const lossNats = instance.call.differentiate(threshold, 1 / (1 - dropout));
    instance.call.update(
      OPTIMIZERS.indexOf(settings.optimizer),
      settings.learningRate,
      beta1,
      beta2,
      settings.adamEps,
      settings.weightDecay,
      settings.gradClip,
      1 - beta1 ** step,
      1 - beta2 ** step,
    );
    this.queued.push({ lossNats, gradNorm: instance.call.gradientNorm() });
  }

  scalars(): Promise<StepScalars[]> {
    const taken = this.queued;
    this.queued = [];
    return Promise.resolve(taken);
  }

  async evaluate(batch: Batch): Promise<Evaluated> {
    const { call } = this.put(batch);
    return { lossSumNats: call.evaluate(), scored: call.scoredCount(), correct: call.correctCount() };
  }

  async gradients(batch: Batch): Promise<Float32Array> {
    const instance = this.put(batch);
    instance.call.differentiate(0, 1);
    return instance.gradients.slice();
  }

  async weights(): Promise<Float32Array> {
    return this.live.weights.slice();
  }

  async state(): Promise<TrainerState> {
    const { weights, m, v } = this.live;
    return { weights: weights.slice(), m: m.slice(), v: v.slice() };
  }

  load({ weights, m, v }: TrainerState): void {
    const { length } = this.layout;
    if (weights.length !== length || m.length !== length || v.length !== length) {
      throw new Error(`Trainer state: ${weights.length}, ${m.length} and ${v.length} numbers, wanted ${length} of each`);
    }
    this.live.weights.set(weights);
    this.live.m.set(m);
    this.live.v.set(v);
  }

  tensors(): Map<string, Tensor> {
    const { weights } = this.live;
    return new Map(
      this.layout.slots.map(({ name, offset, size, shape }) => [
        name,
        tensor(weights.slice(offset, offset + size), [...shape], 'float32'),
      ]),
    );
  }

  dispose(): void {
    if (this.instance) this.end();
    this.instance = null;
    this.queued = [];
  }
}

/** A factory of trainers on one build of the module; tests name the build, the app takes the best. */
export function simdTrainerOf(build: SimdBuild): TrainerFactory {
  return async (config, state, onProgress) => {
    if (config.position === 'rope' && headWidth(config) % 2 !== 0) throw fail('ropeEven', { headWidth: headWidth(config) });
    const trainer = new SimdTrainer(config, new SimdInstance(await simdModule(build), config, weightLayout(config)));
    trainer.load(state);
    onProgress?.(1);
    return trainer;
  };
}

/** The training step for machines without a GPU: one SIMD module, compiled once, one memory a model. */
export const createSimdTrainer: TrainerFactory = (config, state, onProgress) =>
  simdTrainerOf(bestBuild())(config, state, onProgress);
