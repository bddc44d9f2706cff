import { add, div, mul, sqrt, square, sub } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { OptimizerKind } from '#lexicon/config.ts';
import type { StepSettings } from '../trainer.ts';

/** Weights and moments in the flat layout, and the (clipped) gradient. `decays` is 1 where weight decay falls, 0 elsewhere. */
export type Parameters = { weights: Tensor; m: Tensor; v: Tensor; decays: Tensor };
export type Updated = Pick<Parameters, 'weights' | 'm' | 'v'>;
type Update = (parameters: Parameters, gradient: Tensor, settings: StepSettings) => Updated;

/** An exponential moving average: decay · average + (1 − decay) · value. */
const moved = (average: Tensor, value: Tensor, decay: number): Tensor => add(mul(average, decay), mul(value, 1 - decay));

/** The gradient of an L2 penalty added: g + λ w. */
const penalized = ({ weights, decays }: Parameters, gradient: Tensor, weightDecay: number): Tensor =>
  weightDecay === 0 ? gradient : add(gradient, mul(mul(weights, decays), weightDecay));

/** Adam (Kingma and Ba 2015, algorithm 1), with PyTorch's place for ε: lr · m̂ / (√v̂ + ε). */
function adamStep(parameters: Updated, gradient: Tensor, { step, learningRate, beta1, beta2, adamEps }: StepSettings): Updated {
  const m = moved(parameters.m, gradient, beta1);
  const v = moved(parameters.v, square(gradient), beta2);
  const denominator = add(div(sqrt(v), Math.sqrt(1 - beta2 ** step)), adamEps);
  const change = mul(div(m, denominator), learningRate / (1 - beta1 ** step));
  return { weights: sub(parameters.weights, change), m, v };
}

/** How each optimizer turns a gradient into new weights and moments. */
export const optimizers: Record<OptimizerKind, Update> = {
  /** Decoupled decay (Loshchilov and Hutter 2019, algorithm 2): w shrinks by lr · λ before Adam's step. */
  adamw: (parameters, gradient, settings) => {
    const { weights, decays } = parameters;
    const shrunk = sub(weights, mul(mul(weights, decays), settings.learningRate * settings.weightDecay));
    return adamStep({ ...parameters, weights: shrunk }, gradient, settings);
  },
  adam: (parameters, gradient, settings) => adamStep(parameters, penalized(parameters, gradient, settings.weightDecay), settings),
  /** Momentum without dampening, as PyTorch has it: m = μ m + g, w = w − lr · m; `v` becomes 0. */
  sgd: (parameters, gradient, { learningRate, beta1, weightDecay }) => {
    const m = add(mul(parameters.m, beta1), penalized(parameters, gradient, weightDecay));
    return { weights: sub(parameters.weights, mul(m, learningRate)), m, v: mul(parameters.v, 0) };
  },
};
