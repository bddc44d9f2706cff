import {
  add,
  cast,
  clone,
  concat,
  dispose,
  div,
  keep,
  minimum,
  mul,
  reshape,
  sqrt,
  square,
  stack,
  sum,
  tensor1d,
  tidy,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Batch } from '#lexicon/batch.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { isNamed, weightLayout } from '#lexicon/weights.ts';
import type { WeightLayout } from '#lexicon/weights.ts';
import { forward } from '../forward.ts';
import { correctCount, crossEntropy, scoredCount } from '../loss.ts';
import { runPass } from '../pass.ts';
import type { PassRequest } from '../pass.ts';
import type { Evaluated, StepScalars, StepSettings, Trainer, TrainerFactory, TrainerState } from '../trainer.ts';
import { flatten, maskOf, unflatten } from './flat.ts';
import { optimizers } from './optimizers.ts';
import type { Parameters } from './optimizers.ts';

/** PyTorch's guard against a division by zero when clipping. */
const CLIP_EPS = 1e-6;

async function readOut(tensor: Tensor): Promise<Float32Array> {
  try {
    return (await tensor.data<'float32'>()).slice();
  } finally {
    tensor.dispose();
  }
}

/** What of the forward pass is another than the graph says, for a model that is trained broken. */
export type Change = Pick<PassRequest, 'interventions' | 'rows'>;

/** The plain reference trainer: the forward pass differentiated by tfjs, on whatever backend tfjs runs. */
class TapeTrainer implements Trainer {
  readonly kind = 'tape';
  readonly layout: WeightLayout;
  private readonly config: ModelConfig;
  private readonly change: Change;
  private parameters: Parameters;
  /** [2] loss and gradient norm of each step whose scalars nobody has asked for yet. */
  private pending: Tensor[] = [];

  constructor(config: ModelConfig, state: TrainerState, change: Change = {}) {
    this.config = config;
    this.change = change;
    this.layout = weightLayout(config);
    this.parameters = this.upload(state);
  }

  step(batch: Batch, settings: StepSettings): void {
    const { dropout: probability, seed, step } = settings;
    const [weights, m, v, scalars] = tidy((): [Tensor, Tensor, Tensor, Tensor] => {
      const { loss, gradient: whole } = this.differentiate(batch, { probability, seed, step });
      const frozen = this.maskOfFrozen(settings.frozen ?? []);
      const gradient = frozen ? where(frozen, zerosLike(whole), whole) : whole;
      const norm = sqrt(sum(square(gradient)));
      const clipped = settings.gradClip > 0 ? mul(gradient, minimum(div(settings.gradClip, add(norm, CLIP_EPS)), 1)) : gradient;
      const updated = optimizers[settings.optimizer](this.parameters, clipped, settings);
      const next = (name: 'weights' | 'm' | 'v'): Tensor =>
        frozen ? where(frozen, this.parameters[name], updated[name]) : updated[name];
      return [next('weights'), next('m'), next('v'), stack([reshape(loss, []), norm])];
    });
    dispose([this.parameters.weights, this.parameters.m, this.parameters.v]);
    this.parameters = { ...this.parameters, weights: keep(weights), m: keep(m), v: keep(v) };
    this.pending.push(keep(scalars));
  }

  async scalars(): Promise<StepScalars[]> {
    const steps = this.pending;
    this.pending = [];
    if (steps.length === 0) return [];
    const packed = concat(steps);
    dispose(steps);
    const values = await readOut(packed);
    return steps.map((_, index) => ({
      lossNats: values[2 * index] ?? Number.NaN,
      gradNorm: values[2 * index + 1] ?? Number.NaN,
    }));
  }

  async evaluate(batch: Batch): Promise<Evaluated> {
    const sums = tidy(() => {
      const logits = forward(this.config, unflatten(this.parameters.weights, this.layout), batch);
      return stack([sum(crossEntropy(logits, batch.targets)), correctCount(logits, batch.targets)]);
    });
    const [lossSumNats = Number.NaN, correct = Number.NaN] = await readOut(sums);
    return { lossSumNats, correct, scored: scoredCount(batch.targets) };
  }

  gradients(batch: Batch): Promise<Float32Array> {
    return readOut(tidy(() => this.differentiate(batch).gradient));
  }

  weights(): Promise<Float32Array> {
    return readOut(clone(this.parameters.weights));
  }

  async state(): Promise<TrainerState> {
    const { length } = this.layout;
    const all = await readOut(concat([this.parameters.weights, this.parameters.m, this.parameters.v]));
    return { weights: all.slice(0, length), m: all.slice(length, 2 * length), v: all.slice(2 * length) };
  }

  load(state: TrainerState): void {
    const loaded = this.upload(state);
    dispose(Object.values(this.parameters));
    this.parameters = loaded;
  }

  tensors(): Map<string, Tensor> {
    return unflatten(this.parameters.weights, this.layout);
  }

  dispose(): void {
    dispose([...Object.values(this.parameters), ...this.pending]);
    this.pending = [];
  }

  /** The mean loss of a batch and its gradient in the flat layout, both in the caller's tidy. */
  private differentiate(
    batch: Batch,
    dropout?: { probability: number; seed: number; step: number },
  ): { loss: Tensor; gradient: Tensor } {
    const gradients = this.layout.slots.map(({ name }) => name);
    const request = { gradients, ...this.change, ...(dropout ? { dropout } : {}) };
    const { loss, gradients: byName } = runPass(this.config, this.tensors(), batch, request);
    if (loss === undefined) throw new Error('differentiate: no loss came with the gradients');
    return { loss, gradient: flatten(byName, this.layout) };
  }

  /** True at the elements that are not updated; null where all are. */
  private maskOfFrozen(names: readonly string[]): Tensor | null {
    if (names.length === 0) return null;
    const mask = maskOf(this.layout, ({ name }) => isNamed(name, names));
    return cast(mask, 'bool');
  }

  private upload({ weights, m, v }: TrainerState): Parameters {
    const { length } = this.layout;
    for (const [name, { length: got }] of Object.entries({ weights, m, v })) {
      if (got !== length) throw new Error(`tapeTrainer: ${name} came with ${got} elements, ${length} were wanted`);
    }
    return {
      weights: keep(tensor1d(weights.slice())),
      m: keep(tensor1d(m.slice())),
      v: keep(tensor1d(v.slice())),
      decays: keep(maskOf(this.layout, ({ decays }) => decays)),
    };
  }
}

/** Makes the reference trainer on tfjs's current backend, see `Trainer`. */
export const createTapeTrainer: TrainerFactory = async (config, state) => new TapeTrainer(config, state);

/** The same for a model whose forward pass is changed; it evaluates as the graph says, so only its steps are meant. */
export function createChangedTrainer(config: ModelConfig, state: TrainerState, change: Change): Trainer {
  return new TapeTrainer(config, state, change);
}
