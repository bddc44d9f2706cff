import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { tensor1d, tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Batch } from '#lexicon/batch.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { graph, shapeOf } from '#lexicon/graph.ts';
import type { GraphNode } from '#lexicon/graph.ts';
import { fail } from '#lexicon/problems.ts';
import { drop } from './dropout.ts';
import type { Dropout } from './dropout.ts';
import { ops } from './ops/index.ts';

/** Sees every value [B, …axes] as it is made and gives what the rows after it read: the value itself, or another of its shape. */
export type Tap = (node: GraphNode, value: Tensor) => Tensor;

/** What is done otherwise in one forward pass. */
export type ForwardOptions = {
  tap?: Tap;
  dropout?: Dropout;
  /** The rows to evaluate, in the graph's order, each with the rows it reads; all of them if absent. */
  rows?: readonly GraphNode[];
};

function checkIds({ d_vocab, n_ctx }: ModelConfig, { ids, B, T }: Pick<Batch, 'ids' | 'B' | 'T'>): void {
  if (ids.length === 0) throw fail('inputEmpty', {});
  if (ids.length !== B * T) throw new Error(`forward: ${ids.length} ids came, B·T = ${B}·${T} were wanted`);
  if (T > n_ctx) throw new Error(`forward: ${T} positions came, at most n_ctx = ${n_ctx} were wanted`);
  const strange = ids.find((id) => id < 0 || id >= d_vocab);
  if (strange !== undefined) throw fail('idRange', { id: strange, vocabulary: d_vocab });
}

function checkShape(node: GraphNode, value: Tensor, wanted: readonly number[]): void {
  if (value.shape.length !== wanted.length || value.shape.some((length, axis) => length !== wanted[axis])) {
    throw new Error(`tap: '${node.name}' came as [${value.shape.join(',')}], B${node.axes} = [${wanted.join(',')}] was wanted`);
  }
}

/**
 * Evaluates the graph row by row for B sequences and gives the last row's value: the logits [B,T,V].
 * Each value passes the tap under its name, then its dropout mask. What a tap wants to outlive the
 * call it must `keep` or clone.
 * @throws Problem `inputEmpty` or `idRange`; Error for other sizes than the graph's.
 */
export function forward(
  config: ModelConfig,
  weights: ReadonlyMap<string, Tensor>,
  batch: Pick<Batch, 'ids' | 'B' | 'T'>,
  { tap, dropout, rows = graph(config) }: ForwardOptions = {},
): Tensor {
  checkIds(config, batch);
  const { B, T } = batch;
  return tidy(() => {
    const ids = tensor1d(batch.ids, 'int32');
    const values = new Map<string, Tensor>();
    let last: Tensor = ids;
    const pick = (from: ReadonlyMap<string, Tensor>, name: string | undefined, reader: string): Tensor => {
      const found = from.get(name ?? '');
      if (found === undefined) throw new Error(`forward: '${reader}' wants '${name}', which is not there`);
      return found;
    };
    for (const node of rows) {
      const made = ops[node.op]({
        node,
        config,
        B,
        T,
        ids,
        input: (index) => pick(values, node.inputs[index], node.name),
        weight: (index) => pick(weights, node.weights[index], node.name),
      });
      checkShape(node, made, [B, ...shapeOf(node.axes, config, T)]);
      const tapped = tap ? tap(node, made) : made;
      const dropped = dropout !== undefined && dropout.probability > 0 && node.dropout !== undefined;
      last = dropped ? drop(tapped, node.dropout ?? 0, dropout) : tapped;
      values.set(node.name, last);
    }
    return last;
  });
}
