import { add, clone, dispose, keep, tidy, valueAndGrads, zeros } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Batch } from '#lexicon/batch.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { graph, shapeOf } from '#lexicon/graph.ts';
import type { GraphNode } from '#lexicon/graph.ts';
import type { Intervention } from '#lexicon/interventions.ts';
import type { Dropout } from './dropout.ts';
import { forward } from './forward.ts';
import type { Tap } from './forward.ts';
import { intervene } from './interventions.ts';
import { meanCrossEntropy } from './loss.ts';

/** Tensors by name; who gets them disposes them. */
type Tensors = Map<string, Tensor>;

/** What one pass is to give, and what is changed on its way. */
export type PassRequest = {
  /** Names of rows whose values [B, …axes] are wanted. */
  activations?: Iterable<string>;
  /** Names of rows and weights by which the mean loss is to be differentiated. */
  gradients?: Iterable<string>;
  dropout?: Dropout;
  /** Changes to values on the way. */
  interventions?: readonly Intervention[];
  /** Another value [B, …axes] for a row, after the changes: for what is not the same in all sequences of a batch. */
  patch?: Tap;
  /** Other rows than the graph's: all of a model, each after those it reads. */
  rows?: readonly GraphNode[];
};

/** The rows that lead to the named ones, in the graph's order. */
export function rowsBehind(
  config: ModelConfig,
  names: Iterable<string>,
  rows: readonly GraphNode[] = graph(config),
): GraphNode[] {
  const needed = new Set(names);
  const found: GraphNode[] = [];
  for (const node of rows.toReversed()) {
    if (!needed.has(node.name)) continue;
    found.push(node);
    for (const input of node.inputs) needed.add(input);
  }
  return found.toReversed();
}

function weightOf(weights: ReadonlyMap<string, Tensor>, name: string): Tensor {
  const weight = weights.get(name);
  if (weight === undefined) throw new Error(`runPass: '${name}' is neither a row of the graph nor a weight that came`);
  return weight;
}

/** What autograd differentiates by: the weights themselves, and for activations zeros that the tap adds. */
function leavesFor(
  config: ModelConfig,
  weights: ReadonlyMap<string, Tensor>,
  { B, T }: Batch,
  names: ReadonlySet<string>,
): Tensors {
  const axes = new Map(graph(config).map((node) => [node.name, node.axes]));
  return new Map(
    Array.from(names, (name) => {
      const letters = axes.get(name);
      return [name, letters === undefined ? weightOf(weights, name) : zeros([B, ...shapeOf(letters, config, T)])];
    }),
  );
}

type Backward = { grads: Tensor[]; loss: Tensor | undefined };

/**
 * Runs B sequences forward, no further than what is wanted, and, where gradients are wanted, backward
 * from the mean −log p of the scored targets.
 * @returns the wanted values and gradients by name, and the loss where gradients were wanted. Values
 * are `keep`t: no tidy frees them.
 */
export function runPass(
  config: ModelConfig,
  weights: ReadonlyMap<string, Tensor>,
  batch: Batch,
  { activations = [], gradients = [], dropout, interventions = [], patch, rows = graph(config) }: PassRequest,
): { activations: Tensors; gradients: Tensors; loss: Tensor | undefined } {
  const watched = new Set(activations);
  const differentiated = new Set(gradients);
  const seen: Tensors = new Map();
  const options = dropout ? { dropout } : {};
  try {
    const { grads, loss } = tidy((): Backward => {
      const leaves = leavesFor(config, weights, batch, differentiated);
      const tap: Tap = (node, made) => {
        const intervened = intervene(config, node, made, interventions);
        const value = patch ? patch(node, intervened) : intervened;
        const zero = leaves.get(node.name);
        const tapped = zero ? add(value, zero) : value;
        // Kept, because the scope in which autograd runs frees all else at its end.
        if (watched.has(node.name)) seen.set(node.name, keep(clone(tapped)));
        return tapped;
      };
      if (leaves.size === 0) {
        forward(config, weights, batch, { ...options, tap, rows: rowsBehind(config, watched, rows) });
        return { grads: [], loss: undefined };
      }
      const lossOf = (): Tensor => meanCrossEntropy(forward(config, weights, batch, { ...options, tap, rows }), batch.targets);
      const { value, grads: found } = valueAndGrads(lossOf)([...leaves.values()]);
      return { grads: found, loss: value };
    });
    return { activations: seen, gradients: zip(differentiated, grads), loss };
  } catch (error) {
    dispose([...seen.values()]);
    throw error;
  }
}

/** One row's value [B, …axes]; the caller disposes it. */
export function activationOf(
  config: ModelConfig,
  weights: ReadonlyMap<string, Tensor>,
  batch: Batch,
  name: string,
  change: Omit<PassRequest, 'activations' | 'gradients'> = {},
): Tensor {
  const value = runPass(config, weights, batch, { ...change, activations: [name] }).activations.get(name);
  if (value === undefined) throw new Error(`activationOf: '${name}' is no row of the graph`);
  return value;
}

function zip(names: Iterable<string>, tensors: readonly Tensor[]): Tensors {
  return new Map(Array.from(names, (name, index) => [name, tensors[index] as Tensor]));
}
