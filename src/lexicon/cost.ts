import { headWidth } from './config.ts';
import type { ModelConfig, RunConfig } from './config.ts';
import { graph, shapeOf } from './graph.ts';
import type { GraphNode } from './graph.ts';
import { weightLayout } from './weights.ts';

export type Cost = {
  parameters: number;
  /** Weights, their gradients, both moments, and every activation of one training batch, in float32. */
  bytes: number;
  /** Floating-point operations of the matrix products of one training step, forward and backward. */
  flopsPerStep: number;
};

const BYTES_PER_FLOAT = 4;
/** Weights, gradients, first and second moments. */
const COPIES_OF_WEIGHTS = 4;
/** One product forward is two backward, one for each operand (Kaplan et al. 2020, section 2.1). */
const PASSES = 3;

/** How many numbers are multiplied and added for one element of a row: 0 where no matrix product makes it. */
function productLength({ op, name, axes }: GraphNode, config: ModelConfig, T: number): number {
  switch (op) {
    case 'headsLinear':
    case 'mergeHeads':
    case 'unembed':
      return config.d_model;
    case 'linear':
      return axes === 'TF' ? config.d_model : config.d_mlp;
    case 'scores':
      return headWidth(config);
    case 'mix':
      return T;
    case 'embed':
    case 'positionTable':
    case 'positionSinusoid':
    case 'add':
    case 'same':
    case 'normScale':
    case 'normalize':
    case 'affine':
    case 'rotate':
    case 'softmax':
    case 'activate':
      return 0;
    default:
      throw new Error(`cost: op '${String(op satisfies never)}' of '${name}' is unknown`);
  }
}

/**
 * What a model and its training need, counted over the rows of its graph for `batch_size` sequences of
 * `n_ctx` tokens. An element that sums n products counts 2n operations, masked query–key pairs
 * included; what is not a matrix product (norms, softmax, activations, the update) is left out, as in
 * Kaplan et al. 2020.
 */
export function cost(config: RunConfig): Cost {
  const { length, parameters } = weightLayout(config);
  const T = config.n_ctx;
  let elements = 0;
  let flops = 0;
  for (const node of graph(config)) {
    const size = shapeOf(node.axes, config, T).reduce((a, b) => a * b, 1);
    flops += 2 * size * productLength(node, config, T);
    // A row that repeats another one takes no memory of its own.
    if (node.op !== 'same') elements += size;
  }
  return {
    parameters,
    bytes: BYTES_PER_FLOAT * (COPIES_OF_WEIGHTS * length + config.batch_size * elements),
    flopsPerStep: PASSES * config.batch_size * flops,
  };
}
