import type { NamedArray } from './array.ts';
import { headWidth } from './config.ts';
import type { ModelConfig } from './config.ts';
import { call, constant, element, minus, product, quotient, sum } from './expression.ts';
import type { ElementRef, Expression } from './expression.ts';
import type { GraphNode, Op } from './graph.ts';

/** Where the numbers come from: arrays by name, and the ids of the probed sequence. */
export type Source = {
  read: (name: string) => NamedArray | undefined;
  ids: ArrayLike<number>;
  /** What each position is scored on (−1: nothing), where that is not what follows from the ids. */
  targets?: ArrayLike<number> | null;
};

/** The token that a position is scored on; undefined where nothing is. */
export function targetIn(
  { objective }: Pick<ModelConfig, 'objective'>,
  { ids, targets }: Pick<Source, 'ids' | 'targets'>,
  t: number,
): number | undefined {
  if (!targets) return objective === 'masked' ? ids[t] : ids[t + 1];
  const target = targets[t] ?? -1;
  return target < 0 ? undefined : target;
}

export type Context = { node: GraphNode; index: readonly number[]; config: ModelConfig; source: Source };
type Rule = (context: Context) => Expression;

/** The element of an array, with its number. @throws when the array is not there or the place is outside it */
export function at({ source }: Context, name: string, ...index: number[]): Expression {
  const array = source.read(name);
  if (!array) throw new Error(`derive: '${name}' has not been read`);
  let flat = 0;
  array.shape.forEach((length, axis) => {
    const i = index[axis] ?? -1;
    if (i < 0 || i >= length) throw new Error(`at: index ${i} outside axis ${array.axes[axis]} of length ${length} in '${name}'`);
    flat = flat * length + i;
  });
  return element({ name, index }, array.data[flat] ?? Number.NaN);
}

/** One item for each i from 0 to before `length`. */
export const range = <T>(length: number, each: (i: number) => T): T[] => Array.from({ length }, (_, i) => each(i));
const input = ({ node }: Context, i = 0): string => node.inputs[i] ?? '';
const weight = ({ node }: Context, i = 0): string => node.weights[i] ?? '';

/** Σ_i a_i b_i, and the bias where the layer has one. */
export function dot(length: number, a: (i: number) => Expression, b: (i: number) => Expression, bias?: Expression): Expression {
  const terms = range(length, (i) => product(a(i), b(i)));
  return sum(bias ? [...terms, bias] : terms);
}

function mean(context: Context, name: string, t: number): Expression {
  const D = context.config.d_model;
  return quotient(sum(range(D, (i) => at(context, name, t, i))), constant('D', D));
}

/** x − μ with LayerNorm, x with RMSNorm. */
function centred(context: Context, t: number, i: number): Expression {
  const x = at(context, input(context), t, i);
  return context.config.normalization === 'rmsnorm' ? x : minus(x, mean(context, input(context), t));
}

const normScale: Rule = (context) => {
  const { config, index } = context;
  const [t = 0] = index;
  const D = config.d_model;
  // The mean is the same in all D terms: computed once.
  const mu = config.normalization === 'rmsnorm' ? null : mean(context, input(context), t);
  const squares = range(D, (i) => {
    const x = at(context, input(context), t, i);
    return call('square', mu ? minus(x, mu) : x);
  });
  return call('sqrt', sum([quotient(sum(squares), constant('D', D)), constant(String.raw`\varepsilon`, config.eps)]));
};

/** Rotate-half rotary embedding (Su et al. 2021, in the form of GPT-NeoX). */
const rotate: Rule = (context) => {
  const [t = 0, h = 0, k = 0] = context.index;
  const half = headWidth(context.config) / 2;
  const pair = k % half;
  const frequency = context.config.rope_base ** ((-2 * pair) / headWidth(context.config));
  const angle = product(constant('t', t), constant(String.raw`\theta_{${pair}}`, frequency));
  const own = at(context, input(context), t, h, k);
  const other = at(context, input(context), t, h, k < half ? k + half : k - half);
  const turned = product(other, call('sin', angle));
  const kept = product(own, call('cos', angle));
  return k < half ? minus(kept, turned) : sum([kept, turned]);
};

const sinusoid: Rule = ({ index, config }) => {
  const [t = 0, i = 0] = index;
  const frequency = 10000 ** (-(i - (i % 2)) / config.d_model);
  return call(i % 2 === 0 ? 'sin' : 'cos', product(constant('t', t), constant(String.raw`\omega_{${i >> 1}}`, frequency)));
};

/** Scores scaled by 1/√K; −∞ where the key is later than the query (Vaswani et al. 2017, eq. 1 and section 3.2.3). */
const scores: Rule = (context) => {
  const { index, config } = context;
  const [h = 0, t = 0, s = 0] = index;
  if (config.objective === 'causal' && s > t) return constant(String.raw`-\infty`, Number.NEGATIVE_INFINITY);
  const K = headWidth(config);
  const total = dot(
    K,
    (k) => at(context, input(context, 0), t, h, k),
    (k) => at(context, input(context, 1), s, h, k),
  );
  return quotient(total, call('sqrt', constant('K', K)));
};

const softmax: Rule = (context) => {
  const { index, source, config } = context;
  const [h = 0, t = 0, s = 0] = index;
  const keys = config.objective === 'causal' ? t + 1 : source.ids.length;
  if (s >= keys) return constant('0', 0);
  return quotient(
    call('exp', at(context, input(context), h, t, s)),
    sum(range(keys, (key) => call('exp', at(context, input(context), h, t, key)))),
  );
};

const headsLinear: Rule = (context) => {
  const { index, config, node } = context;
  const [t = 0, h = 0, k = 0] = index;
  const column = (node.part ?? 0) * config.d_model + h * headWidth(config) + k;
  return dot(
    config.d_model,
    (i) => at(context, input(context), t, i),
    (i) => at(context, weight(context, 0), i, column),
    at(context, weight(context, 1), column),
  );
};

const linear: Rule = (context) => {
  const [t = 0, o = 0] = context.index;
  const length = context.source.read(input(context))?.shape[1] ?? 0;
  return dot(
    length,
    (i) => at(context, input(context), t, i),
    (i) => at(context, weight(context, 0), i, o),
    at(context, weight(context, 1), o),
  );
};

const mergeHeads: Rule = (context) => {
  const [t = 0, o = 0] = context.index;
  const K = headWidth(context.config);
  return dot(
    context.config.d_model,
    (j) => at(context, input(context), t, Math.floor(j / K), j % K),
    (j) => at(context, weight(context, 0), j, o),
    at(context, weight(context, 1), o),
  );
};

const mix: Rule = (context) => {
  const { index, config, source } = context;
  const [t = 0, h = 0, k = 0] = index;
  const keys = config.objective === 'causal' ? t + 1 : source.ids.length;
  return dot(
    keys,
    (s) => at(context, input(context, 0), h, t, s),
    (s) => at(context, input(context, 1), s, h, k),
  );
};

const affine: Rule = (context) => {
  const [t = 0, i = 0] = context.index;
  const scaled = product(at(context, weight(context, 0), i), at(context, input(context), t, i));
  return context.node.weights.length > 1 ? sum([scaled, at(context, weight(context, 1), i)]) : scaled;
};

/** How one element of each row's output comes from elements of what the row reads. */
const RULES: Record<Op, Rule> = {
  embed: (context) => at(context, weight(context), context.source.ids[context.index[0] ?? 0] ?? -1, context.index[1] ?? 0),
  positionTable: (context) => at(context, weight(context), ...context.index),
  positionSinusoid: sinusoid,
  add: (context) => sum([at(context, input(context, 0), ...context.index), at(context, input(context, 1), ...context.index)]),
  same: (context) => at(context, input(context), ...context.index),
  normScale,
  normalize: (context) => {
    const [t = 0, i = 0] = context.index;
    return quotient(centred(context, t, i), at(context, input(context, 1), t, 0));
  },
  affine,
  headsLinear,
  rotate,
  scores,
  softmax,
  mix,
  mergeHeads,
  linear,
  activate: (context) => call(context.config.act_fn, at(context, input(context), ...context.index)),
  unembed: (context) => {
    const [t = 0, v = 0] = context.index;
    return dot(
      context.config.d_model,
      (i) => at(context, input(context), t, i),
      (i) => at(context, weight(context), v, i),
    );
  },
};

/** The names of all arrays that the worksheet of one row's elements reads. */
export function namesBehind(node: GraphNode): string[] {
  return [...node.inputs.filter((name) => name !== 'ids'), ...node.weights];
}

/**
 * How element `index` of a row of the graph comes about from the arrays it reads, recomputed in float64.
 * @throws when an array is missing or the index lies outside
 */
export function derive(config: ModelConfig, node: GraphNode, index: readonly number[], source: Source): Expression {
  return RULES[node.op]({ node, index, config, source });
}

/** The place of a flat index in a row-major shape. */
export function placeOf(shape: readonly number[], flat: number): ElementRef['index'] {
  const index: number[] = [];
  for (let axis = shape.length - 1, rest = flat; axis >= 0; axis--) {
    const length = shape[axis] ?? 1;
    index.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return index;
}
