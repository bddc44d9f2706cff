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
/** What is followed in a closed block: the residual stream and the norms that are part of it. */
const STREAM: ReadonlySet<Op> = new Set(['normScale', 'normalize', 'affine', 'same', 'add']);
/** These send the gradient of an element back to the element at the same place. */
const IN_PLACE: ReadonlySet<Op> = new Set(['add', 'same', 'affine', 'activate']);
const NOTHING = new Float32Array(0);
/** So many elements without a column of their own are followed; a hover may not take longer than a frame. */
const MOST_FOLLOWED = 1500;

/** The graph by name, and who reads each row. */
type Structure = { nodes: ReadonlyMap<string, GraphNode>; readers: ReadonlyMap<string, readonly GraphNode[]> };
const structures = new WeakMap<ModelConfig, Structure>();

function structureOf(config: ModelConfig): Structure {
  const known = structures.get(config);
  if (known) return known;
  const rows = graph(config);
  const readers = new Map<string, GraphNode[]>();
  for (const node of rows) for (const name of node.inputs) readers.set(name, [...(readers.get(name) ?? []), node]);
  const structure = { nodes: new Map(rows.map((node) => [node.name, node])), readers };
  structures.set(config, structure);
  return structure;
}

const bareName = (name: string): string => (name.startsWith(GRADIENT) ? name.slice(GRADIENT.length) : name);

/** Arrays of the right shape without a number: what a cell is computed from does not depend on the values. */
function shapesOnly({ nodes }: Structure, config: ModelConfig, T: number): (name: string) => NamedArray {
  const known = new Map<string, NamedArray>();
  return (name) => {
    const found = known.get(name);
    if (found) return found;
    const axes = nodes.get(bareName(name))?.axes ?? '';
    const array = { name, data: NOTHING, shape: shapeOf(axes, config, T), axes };
    known.set(name, array);
    return array;
  };
}

/** The gradients that a gradient comes from, when all readers of its row pass it on in place; else null. */
function passedInPlace({ readers }: Structure, node: GraphNode, index: readonly number[]): ElementRef[] | null {
  const reading = readers.get(node.name) ?? [];
  if (reading.length === 0 || reading.some(({ op }) => !IN_PLACE.has(op))) return null;
  return reading.map(({ name }) => ({ name: GRADIENT + name, index }));
}

/** Whether the way leads on through a row that has no column. */
function isFollowed(node: GraphNode, { config, open }: Question, backward: boolean): boolean {
  if (node.layer === null || node.layer === open) return true;
  // With the norm before a part, what comes back to the norm comes from inside the closed block.
  if (backward && node.op === 'affine' && config.norm_placement === 'pre') return false;
  return STREAM.has(node.op);
}

/**
 * The drawn cells that a cell is computed from: its operands, and in place of an operand without a column (the mean and
 * scale inside a norm) what that is computed from in turn. Weights are left out. Empty for what the graph does not hold.
 */
export function sourcesOf(ref: ElementRef, question: Question): ElementRef[] {
  const { config, ids, drawn } = question;
  if (ref.name === 'probe.softmax') {
    const [t = 0] = ref.index;
    return Array.from({ length: config.d_vocab }, (_, v) => ({ name: 'unembed.hook_out', index: [t, v] }));
  }
  const structure = structureOf(config);
  const source = { read: shapesOnly(structure, config, ids.length), ids };
  const backward = ref.name.startsWith(GRADIENT);
  const sources: ElementRef[] = [];
  const seen = new Set<string>();
  let followed = 0;

  const operands = (node: GraphNode, index: readonly number[]): ElementRef[] =>
    backward
      ? (passedInPlace(structure, node, index) ?? operandsOf(deriveGradient(config, node.name, index, source)))
      : operandsOf(derive(config, node, index, source));
  const follow = (of: ElementRef): void => {
    const node = structure.nodes.get(bareName(of.name));
    if (!node) return;
    for (const operand of operands(node, of.index)) {
      const next = structure.nodes.get(bareName(operand.name));
      // Of a gradient's operands the gradients are drawn, not the activations and weights they are multiplied by.
      if (!next || operand.name.startsWith(GRADIENT) !== backward) continue;
      const isDrawn = drawn.has(operand.name);
      const isWholeRow = !isDrawn && !backward && WHOLE_ROW.has(next.op);
      const key = `${operand.name}[${isWholeRow ? operand.index[0] : operand.index.join()}]`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (isDrawn) sources.push(operand);
      else if (isFollowed(next, question, backward) && followed++ < MOST_FOLLOWED) follow(operand);
    }
  };
  follow(ref);
  return sources;
}
