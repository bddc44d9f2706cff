import { ungraded } from './axes.ts';
import type { ModelConfig } from './config.ts';
import { at, derive, namesBehind, range, targetIn } from './derive.ts';
import type { Context, Source } from './derive.ts';
import { deriveGradient, namesBehindGradient } from './deriveGradient.ts';
import { deriveWeightGradient, namesBehindWeightGradient } from './deriveWeightGradient.ts';
import { call, constant, product, quotient, sum } from './expression.ts';
import type { ElementRef, Expression } from './expression.ts';
import { LOGITS, graph } from './graph.ts';
import type { GraphNode } from './graph.ts';
import { weightLayout } from './weights.ts';

const PROBABILITIES = 'probe.softmax';
const LOSS = 'probe.loss';

/** The row of the forward pass that has this name; undefined where the model has none. */
export const rowOfGraph = (config: ModelConfig, name: string): GraphNode | undefined =>
  graph(config).find((node) => node.name === name);

/** p_{t,v} = e^{ℓ_{t,v}} / Σ_u e^{ℓ_{t,u}}, at temperature 1. */
function probability(context: Context): Expression {
  const [t = 0, v = 0] = context.index;
  const power = (u: number): Expression => call('exp', at(context, LOGITS, t, u));
  return quotient(power(v), sum(range(context.config.d_vocab, power)));
}

/** −ln p of the token that really follows. */
function loss(context: Context): Expression | null {
  const [t = 0] = context.index;
  const target = targetIn(context.config, context.source, t);
  return target === undefined ? null : product(constant('-1', -1), call('log', at(context, PROBABILITIES, t, target)));
}

/** Names of the arrays that the worksheet of an element of `name` reads, its own besides. */
export function namesToExplain(config: ModelConfig, name: string): string[] {
  if (name === PROBABILITIES) return [LOGITS];
  if (name === LOSS) return [PROBABILITIES];
  const { of, gradient } = ungraded(name);
  const node = rowOfGraph(config, of);
  if (!gradient) return node ? namesBehind(node) : [];
  if (node) return namesBehindGradient(config, of);
  return weightLayout(config).byName.has(of) ? namesBehindWeightGradient(config, of) : [];
}

/**
 * How a number of the running model comes about, whatever it is: an activation, a gradient of an activation or of a
 * weight, a probability, a loss. Null for a weight, which is learnt and not computed, and for a loss that is not scored.
 * @throws when an array is missing or the index lies outside
 */
export function explain(config: ModelConfig, { name, index }: ElementRef, source: Source): Expression | null {
  const { of, gradient } = ungraded(name);
  const node = rowOfGraph(config, of);
  if (gradient) return node ? deriveGradient(config, of, index, source) : deriveWeightGradient(config, of, index, source);
  if (node) return derive(config, node, index, source);
  const logits = rowOfGraph(config, LOGITS);
  if (!logits) return null;
  if (name === PROBABILITIES) return probability({ node: logits, index, config, source });
  return name === LOSS ? loss({ node: logits, index, config, source }) : null;
}
