import { axesOf, gradientOf, ungraded } from './axes.ts';
import { headWidth } from './config.ts';
import type { ModelConfig } from './config.ts';
import { readersOf } from './deriveGradient.ts';
import { usersOf } from './deriveWeightGradient.ts';
import { targetIn } from './derive.ts';
import { rowOfGraph } from './explain.ts';
import type { ElementRef } from './expression.ts';
import { LOGITS } from './graph.ts';

/** What is at hand to choose one of many readers: the probed ids, and what is selected. */
export type Near = { ids: ArrayLike<number>; position: number | null; neuron: number | null; dimension: number | null };
type Places = Record<string, number | undefined>;

/** The place that one index names, by axis letter; a width is also a head and a dimension of it, and the other way round. */
function placesOf(config: ModelConfig, axes: string, index: readonly number[]): Places {
  const places: Places = {};
  Array.from(axes).forEach((letter, axis) => (places[letter] = index[axis]));
  const { D, H, K } = places;
  const width = headWidth(config);
  if (D !== undefined) return { H: Math.floor(D / width), K: D % width, ...places };
  return H !== undefined && K !== undefined ? { ...places, D: H * width + K } : places;
}

/** An element of an array at the same place; along axes that the place does not name, what is selected, else the first. */
function elementAt(config: ModelConfig, name: string, places: Places, near: Near): ElementRef {
  const t = places['T'] ?? Math.min(near.position ?? near.ids.length - 1, near.ids.length - 1);
  const others: Places = {
    T: t,
    S: t,
    D: near.dimension ?? 0,
    F: near.neuron !== null && near.neuron < config.d_mlp ? near.neuron : 0,
    V: targetIn(config, near, t) ?? near.ids[t] ?? 0,
  };
  return { name, index: Array.from(axesOf(config, name) ?? '', (letter) => places[letter] ?? others[letter] ?? 0) };
}

/** Where a weight's element works: one element of each row that reads it. */
function usesOf(config: ModelConfig, { name, index }: ElementRef, near: Near): ElementRef[] {
  const axes = axesOf(config, name) ?? '';
  const [first = 0, second = 0] = index;
  return usersOf(config, name).flatMap(({ node, slot }): ElementRef[] => {
    const column = slot === 0 && axes.length > 1 ? second : first;
    if (node.op === 'embed') {
      const t = Array.from(near.ids).indexOf(first);
      return t < 0 ? [] : [{ name: node.name, index: [t, second] }];
    }
    if (node.op === 'positionTable') return first < near.ids.length ? [{ name: node.name, index: [first, second] }] : [];
    if (node.op === 'unembed') return [elementAt(config, node.name, { V: first }, near)];
    if (node.op === 'headsLinear') {
      if (Math.floor(column / config.d_model) !== node.part) return [];
      return [elementAt(config, node.name, placesOf(config, 'D', [column % config.d_model]), near)];
    }
    return [elementAt(config, node.name, placesOf(config, node.axes.at(-1) ?? '', [column]), near)];
  });
}

/** Where the gradient of a row's element goes on to: the row's inputs and, at the end of the way, the weights. */
function furtherBack(config: ModelConfig, of: string, index: readonly number[], near: Near): ElementRef[] {
  const node = rowOfGraph(config, of);
  if (!node) return [];
  const places = placesOf(config, node.axes, index);
  const { V, ...withoutToken } = places;
  const inputs = node.inputs.filter((name) => name !== 'ids').map((name) => elementAt(config, gradientOf(name), places, near));
  const weights = node.weights.map((name) => {
    const axes = axesOf(config, name) ?? '';
    // The last axis of a weight is the row's own; the embedding tables are read by rows.
    const own = node.axes.at(-1) ?? '';
    const column = node.op === 'headsLinear' ? (node.part ?? 0) * config.d_model + (places['D'] ?? 0) : (index[1] ?? 0);
    const rows: Places = { ...withoutToken, P: places['T'], V: node.op === 'embed' ? near.ids[index[0] ?? 0] : V };
    const found = elementAt(config, gradientOf(name), rows, near);
    const byColumn = node.op !== 'embed' && node.op !== 'positionTable' && node.op !== 'unembed';
    if (!byColumn || own === '') return found;
    return { name: found.name, index: axes.length > 1 ? [near.dimension ?? 0, column] : [column] };
  });
  return [...inputs, ...weights];
}

/**
 * The elements one can go on to from an element, at the same place as far as it goes: the rows that read an activation
 * or a weight, up to the loss; from a gradient, what it is sent back to.
 */
export function onwardOf(config: ModelConfig, { name, index }: ElementRef, near: Near): ElementRef[] {
  const { of, gradient } = ungraded(name);
  const axes = axesOf(config, of);
  if (axes === null || name === 'probe.loss') return [];
  if (gradient) return furtherBack(config, of, index, near);
  if (name === 'probe.softmax') return [{ name: 'probe.loss', index: [index[0] ?? 0] }];
  if (name === LOGITS) return [{ name: 'probe.softmax', index }];
  if (rowOfGraph(config, name) === undefined) return usesOf(config, { name, index }, near);
  const places = placesOf(config, axes, index);
  return readersOf(config, name).map(({ node }) => elementAt(config, node.name, places, near));
}
