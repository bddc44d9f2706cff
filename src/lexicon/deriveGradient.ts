import { headWidth } from './config.ts';
import type { ModelConfig } from './config.ts';
import { at, dot, range, targetIn } from './derive.ts';
import type { Context, Source } from './derive.ts';
import { call, constant, minus, product, quotient, sum } from './expression.ts';
import type { Expression } from './expression.ts';
import { graph } from './graph.ts';
import type { GraphNode, Op } from './graph.ts';

/** The gradient of the loss with respect to one element of a row that reads what is asked about. */
const g = (context: Context, ...index: number[]): Expression => at(context, `grad.${context.node.name}`, ...index);

/** What a row, as a reader in slot `slot`, sends back to element `index` of its input: the chain rule for one op. */
type Pull = (context: Context, slot: number) => Expression;

const fan = (context: Context): Expression => g(context, ...context.index);
const input = ({ node }: Context, slot: number): string => node.inputs[slot] ?? '';
const weight = ({ node }: Context): string => node.weights[0] ?? '';
const rootK = ({ config }: Context): Expression => call('sqrt', constant('K', headWidth(config)));

/** Positions that attend to key `s`, and keys that query `t` attends to. */
function queriesOf({ config, source }: Context, s: number): number[] {
  const first = config.objective === 'causal' ? s : 0;
  return range(source.ids.length - first, (i) => first + i);
}
function keysOf({ config, source }: Context, t: number): number[] {
  return range(config.objective === 'causal' ? t + 1 : source.ids.length, (s) => s);
}

const normScale: Pull = (context) => {
  const { config, index } = context;
  const [t = 0, i = 0] = index;
  const D = config.d_model;
  const x = at(context, input(context, 0), t, i);
  const mu = quotient(sum(range(D, (j) => at(context, input(context, 0), t, j))), constant('D', D));
  const own = config.normalization === 'rmsnorm' ? x : minus(x, mu);
  return product(g(context, t, 0), quotient(own, product(constant('D', D), at(context, context.node.name, t, 0))));
};

/** Slot 0 is the vector, slot 1 its scale. The mean is part of the vector's way: it takes the mean gradient off. */
const normalize: Pull = (context, slot) => {
  const { config, index } = context;
  const [t = 0, i = 0] = index;
  const D = config.d_model;
  const scale = at(context, input(context, 1), t, 0);
  if (slot === 1) {
    const slope = range(D, (j) => product(g(context, t, j), at(context, context.node.name, t, j)));
    return quotient(product(constant('-1', -1), sum(slope)), scale);
  }
  const mean = quotient(sum(range(D, (j) => g(context, t, j))), constant('D', D));
  return quotient(config.normalization === 'rmsnorm' ? g(context, t, i) : minus(g(context, t, i), mean), scale);
};

const headsLinear: Pull = (context) => {
  const { config, index, node } = context;
  const [t = 0, i = 0] = index;
  const K = headWidth(config);
  const first = (node.part ?? 0) * config.d_model;
  return dot(
    config.d_model,
    (j) => g(context, t, Math.floor(j / K), j % K),
    (j) => at(context, weight(context), i, first + j),
  );
};

/** A rotation turned back: the transpose of its matrix. */
const rotate: Pull = (context) => {
  const [t = 0, h = 0, k = 0] = context.index;
  const half = headWidth(context.config) / 2;
  const frequency = context.config.rope_base ** ((-2 * (k % half)) / headWidth(context.config));
  const angle = product(constant('t', t), constant(String.raw`\theta_{${k % half}}`, frequency));
  const kept = product(g(context, t, h, k), call('cos', angle));
  const turned = product(g(context, t, h, k < half ? k + half : k - half), call('sin', angle));
  return k < half ? sum([kept, turned]) : minus(kept, turned);
};

const scores: Pull = (context, slot) => {
  const [t = 0, h = 0, k = 0] = context.index;
  const terms =
    slot === 0
      ? keysOf(context, t).map((s) => product(g(context, h, t, s), at(context, input(context, 1), s, h, k)))
      : queriesOf(context, t).map((query) => product(g(context, h, query, t), at(context, input(context, 0), query, h, k)));
  return quotient(sum(terms), rootK(context));
};

const softmax: Pull = (context) => {
  const [h = 0, t = 0, s = 0] = context.index;
  if (!keysOf(context, t).includes(s)) return constant('0', 0);
  const pattern = (key: number): Expression => at(context, context.node.name, h, t, key);
  const mean = sum(keysOf(context, t).map((key) => product(g(context, h, t, key), pattern(key))));
  return product(pattern(s), minus(g(context, h, t, s), mean));
};

const mix: Pull = (context, slot) => {
  if (slot === 0) {
    const [h = 0, t = 0, s = 0] = context.index;
    return dot(
      headWidth(context.config),
      (k) => g(context, t, h, k),
      (k) => at(context, input(context, 1), s, h, k),
    );
  }
  const [s = 0, h = 0, k = 0] = context.index;
  return sum(queriesOf(context, s).map((t) => product(at(context, input(context, 0), h, t, s), g(context, t, h, k))));
};

const mergeHeads: Pull = (context) => {
  const [t = 0, h = 0, k = 0] = context.index;
  const row = h * headWidth(context.config) + k;
  return dot(
    context.config.d_model,
    (i) => g(context, t, i),
    (i) => at(context, weight(context), row, i),
  );
};

const linear: Pull = (context) => {
  const [t = 0, i = 0] = context.index;
  return dot(
    context.source.read(context.node.name)?.shape[1] ?? 0,
    (o) => g(context, t, o),
    (o) => at(context, weight(context), i, o),
  );
};

/** The chain rule, op by op. Rows that read only ids and weights have no activation to send to. */
const PULLS: Record<Op, Pull> = {
  embed: fan,
  positionTable: fan,
  positionSinusoid: fan,
  add: fan,
  same: fan,
  normScale,
  normalize,
  affine: (context) => product(g(context, ...context.index), at(context, weight(context), context.index[1] ?? 0)),
  headsLinear,
  rotate,
  scores,
  softmax,
  mix,
  mergeHeads,
  linear,
  activate: (context) =>
    product(g(context, ...context.index), call(`${context.config.act_fn}′`, at(context, input(context, 0), ...context.index))),
  unembed: (context) => {
    const [t = 0, i = 0] = context.index;
    return dot(
      context.config.d_vocab,
      (v) => g(context, t, v),
      (v) => at(context, weight(context), v, i),
    );
  },
};

/** The rows that read a row, each with the slot it stands in. */
export function readersOf(config: ModelConfig, name: string): { node: GraphNode; slot: number }[] {
  return graph(config).flatMap((node) => node.inputs.flatMap((each, slot) => (each === name ? [{ node, slot }] : [])));
}

/** How many positions are scored: all but the last, with the masked objective all, or as the targets say. */
function scored({ objective }: ModelConfig, { ids, targets }: Source): number {
  if (targets) return Array.from(targets).filter((target) => target >= 0).length;
  return objective === 'masked' ? ids.length : ids.length - 1;
}

/** ∂L/∂logit = (p − y) / N at a scored position, 0 elsewhere (softmax and cross-entropy together). */
function fromLoss(context: Context): Expression {
  const { index, config, source } = context;
  const [t = 0, v = 0] = index;
  const target = targetIn(config, source, t);
  if (target === undefined) return constant('0', 0);
  const difference = minus(at(context, 'probe.softmax', t, v), constant('y', target === v ? 1 : 0));
  return quotient(difference, constant('N', scored(config, source)));
}

/** Names of the arrays that the worksheet of a gradient reads. */
export function namesBehindGradient(config: ModelConfig, name: string): string[] {
  const readers = readersOf(config, name);
  if (readers.length === 0) return ['probe.softmax'];
  return [
    ...new Set(
      readers.flatMap(({ node }) => [
        `grad.${node.name}`,
        node.name,
        ...node.inputs.filter((each) => each !== 'ids'),
        ...node.weights,
      ]),
    ),
  ];
}

/**
 * How the gradient of the probe's mean loss with respect to element `index` of an activation comes about: the sum
 * of what each reader sends back. Recomputed in float64. @throws when an array is missing or the index lies outside
 */
export function deriveGradient(config: ModelConfig, name: string, index: readonly number[], source: Source): Expression {
  const readers = readersOf(config, name);
  const [first] = readers;
  if (!first) {
    const node = graph(config).find((each) => each.name === name);
    if (!node) throw new Error(`deriveGradient: '${name}' is no row of the graph`);
    return fromLoss({ node, index, config, source });
  }
  const parts = readers.map(({ node, slot }) => PULLS[node.op]({ node, index, config, source }, slot));
  return parts.length === 1 && parts[0] ? parts[0] : sum(parts);
}
