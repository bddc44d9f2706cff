import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { ModelConfig } from '#lexicon/config.ts';
import type { GraphNode } from '#lexicon/graph.ts';

/** What one row of the graph is computed from. */
export type Row = {
  node: GraphNode;
  config: ModelConfig;
  B: number;
  T: number;
  /** Token ids, int32 [B·T]. */
  ids: Tensor1D;
  /** The row's inputs in the graph's order, each [B, …axes]. */
  input: (index: number) => Tensor;
  /** The row's weights in the graph's order, in the shapes of `weightLayout`. */
  weight: (index: number) => Tensor;
};

/** Computes one row, [B, …axes], with ops that have gradients on every backend. */
export type Evaluate = (row: Row) => Tensor;
