import { headWidth } from './config.ts';
import type { ModelConfig } from './config.ts';
import { at, range } from './derive.ts';
import type { Context, Source } from './derive.ts';
import { constant, product, sum } from './expression.ts';
import type { Expression } from './expression.ts';
import { graph } from './graph.ts';
import type { GraphNode, Op } from './graph.ts';

/** What the row sends to element `index` of its weight in slot `slot`, one term a token; null: this element is not read here. */
type Gather = (context: Context, slot: number) => Expression[] | null;

const g = (context: Context, ...index: number[]): Expression => at(context, `grad.${context.node.name}`, ...index);
const x = (context: Context, ...index: number[]): Expression => at(context, context.node.inputs[0] ?? '', ...index);
const positions = ({ source }: Context): number[] => range(source.ids.length, (t) => t);

/** y = x W + b: ∂L/∂W_{i,o} = Σ_t x_{t,i} g_{t,o} and ∂L/∂b_o = Σ_t g_{t,o}. */
function outer(context: Context, slot: number, input: (t: number, i: number) => Expression): Expression[] {
  const [i = 0, o = 0] = context.index;
  return positions(context).map((t) => (slot === 0 ? product(input(t, i), g(context, t, o)) : g(context, t, i)));
}

const headsLinear: Gather = (context, slot) => {
  const { config, index, node } = context;
  const [i = 0, column = 0] = slot === 0 ? index : [0, ...index];
  const [D, K] = [config.d_model, headWidth(config)];
  if (Math.floor(column / D) !== node.part) return null;
  const [h, k] = [Math.floor((column % D) / K), column % K];
  return positions(context).map((t) => (slot === 0 ? product(x(context, t, i), g(context, t, h, k)) : g(context, t, h, k)));
};

const notRead: Gather = () => null;

const GATHERS: Record<Op, Gather> = {
  embed: (context) => {
    const [v = 0, i = 0] = context.index;
    return positions(context)
      .filter((t) => context.source.ids[t] === v)
      .map((t) => g(context, t, i));
  },
  positionTable: (context) => {
    const [t = 0, i = 0] = context.index;
    return t < context.source.ids.length ? [g(context, t, i)] : [];
  },
  affine: (context, slot) => {
    const [i = 0] = context.index;
    return positions(context).map((t) => (slot === 0 ? product(x(context, t, i), g(context, t, i)) : g(context, t, i)));
  },
  headsLinear,
  mergeHeads: (context, slot) => {
    const K = headWidth(context.config);
    return outer(context, slot, (t, j) => x(context, t, Math.floor(j / K), j % K));
  },
  linear: (context, slot) => outer(context, slot, (t, i) => x(context, t, i)),
  unembed: (context) => {
    const [v = 0, i = 0] = context.index;
    return positions(context).map((t) => product(x(context, t, i), g(context, t, v)));
  },
  positionSinusoid: notRead,
  add: notRead,
  same: notRead,
  normScale: notRead,
  normalize: notRead,
  rotate: notRead,
  scores: notRead,
  softmax: notRead,
  mix: notRead,
  activate: notRead,
};

/** A sum, and what is alone as it is. */
function together(items: readonly Expression[]): Expression {
  const [only] = items;
  return items.length === 1 && only ? only : sum(items);
}

/** The rows that read a weight, each with the slot it stands in. */
export function usersOf(config: ModelConfig, weight: string): { node: GraphNode; slot: number }[] {
  return graph(config).flatMap((node) => node.weights.flatMap((each, slot) => (each === weight ? [{ node, slot }] : [])));
}

/** Names of the arrays that the worksheet of a weight's gradient reads. */
export function namesBehindWeightGradient(config: ModelConfig, weight: string): string[] {
  return [
    ...new Set(
      usersOf(config, weight).flatMap(({ node }) => [`grad.${node.name}`, ...node.inputs.filter((each) => each !== 'ids')]),
    ),
  ];
}

/**
 * How the gradient of the probe's mean loss with respect to one element of a weight comes about: one term for each
 * token that the weight worked on, in every row that reads it. Recomputed in float64.
 * @throws when an array is missing or the index lies outside
 */
export function deriveWeightGradient(config: ModelConfig, weight: string, index: readonly number[], source: Source): Expression {
  const parts = usersOf(config, weight).flatMap(({ node, slot }) => {
    const terms = GATHERS[node.op]({ node, index, config, source }, slot);
    return terms && terms.length > 0 ? [together(terms)] : [];
  });
  return parts.length > 0 ? together(parts) : constant('0', 0);
}
