import type { NamedArray } from '#lexicon/array.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { derive } from '#lexicon/derive.ts';
import { deriveGradient } from '#lexicon/deriveGradient.ts';
import { operandsOf } from '#lexicon/expression.ts';
import type { ElementRef } from '#lexicon/expression.ts';
import { graph, shapeOf } from '#lexicon/graph.ts';
import type { GraphNode, Op } from '#lexicon/graph.ts';

/** What is asked about: one element, in a model that reads `T` tokens, with one block open. */
export type Question = { config: ModelConfig; ids: ArrayLike<number>; open: number | null; drawn: ReadonlySet<string> };

const GRADIENT = 'grad.';
/** Each of these reads a whole row whatever element is asked for, so one element of a row stands for all. */
const WHOLE_ROW: ReadonlySet<Op> = new Set(['normScale', 'linear', 'headsLinear', 'mergeHeads', 'unembed']);
const NORM: ReadonlySet<Op> = new Set(['normScale', 'normalize', 'affine', 'same', 'add']);
const NOTHING = new Float32Array(0);
/** So many elements without a column of their own are followed; a hover may not take longer than a frame. */
const MOST_FOLLOWED = 1500;

/** Arrays of the right shape without a number: what a cell is computed from does not depend on the values. */
function shapesOnly(config: ModelConfig, T: number): (name: string) => NamedArray {
  const axes = new Map(graph(config).map((node) => [node.name, node.axes]));
  const known = new Map<string, NamedArray>();
  return (name) => {
    const found = known.get(name);
    if (found) return found;
    const letters = axes.get(name.startsWith(GRADIENT) ? name.slice(GRADIENT.length) : name) ?? '';
    const array = { name, data: NOTHING, shape: shapeOf(letters, config, T), axes: letters };
    known.set(name, array);
    return array;
  };
}

/**
 * The drawn cells that a cell is computed from: its operands, and in place of an operand without a column (the mean and
 * scale inside a norm) what that is computed from in turn. Weights are left out. Empty for what the graph does not hold.
 */
export function sourcesOf(ref: ElementRef, { config, ids, open, drawn }: Question): ElementRef[] {
  const T = ids.length;
  const nodes = new Map(graph(config).map((node) => [node.name, node]));
  const source = { read: shapesOnly(config, T), ids };
  const sources: ElementRef[] = [];
  const seen = new Set<string>();
  let followed = 0;

  const operands = (of: ElementRef, node: GraphNode, backward: boolean): ElementRef[] =>
    operandsOf(backward ? deriveGradient(config, node.name, of.index, source) : derive(config, node, of.index, source));
  const isInside = (node: GraphNode): boolean => node.layer === null || node.layer === open || NORM.has(node.op);

  const follow = (of: ElementRef): void => {
    const backward = of.name.startsWith(GRADIENT);
    const node = nodes.get(backward ? of.name.slice(GRADIENT.length) : of.name);
    if (!node) return;
    for (const operand of operands(of, node, backward)) {
      // Of a gradient's operands the gradients are drawn, not the activations and weights they are multiplied by.
      if (operand.name.startsWith(GRADIENT) !== backward) continue;
      const next = nodes.get(backward ? operand.name.slice(GRADIENT.length) : operand.name);
      if (!next) continue;
      const isDrawn = drawn.has(operand.name);
      const key = `${operand.name}[${!isDrawn && !backward && WHOLE_ROW.has(next.op) ? operand.index[0] : operand.index.join()}]`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (isDrawn) sources.push(operand);
      else if (isInside(next) && followed++ < MOST_FOLLOWED) follow(operand);
    }
  };

  if (ref.name === 'probe.softmax') {
    const [t = 0] = ref.index;
    return Array.from({ length: config.d_vocab }, (_, v) => ({ name: 'unembed.hook_out', index: [t, v] }));
  }
  follow(ref);
  return sources;
}
