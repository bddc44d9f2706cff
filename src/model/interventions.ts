import { add, mul, sub, tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ModelConfig } from '#lexicon/config.ts';
import type { GraphNode } from '#lexicon/graph.ts';
import type { Intervention } from '#lexicon/interventions.ts';

/**
 * Where a value [B, …axes] is changed: 1 there and 0 elsewhere, of length 1 along the axes that are meant whole. A causal
 * model's attention to later keys stays as it is whatever is meant. Null where the sequence does not reach.
 */
function placeOf(config: ModelConfig, node: GraphNode, shape: readonly number[], one: Intervention): Tensor | null {
  const causal = node.axes.endsWith('TS') && config.objective === 'causal';
  const axes = Array.from(node.axes, (letter, axis) => {
    const length = shape[axis + 1] ?? 1;
    const wanted = letter === 'H' ? one.head : letter === 'T' ? one.position : undefined;
    const at = wanted !== undefined && wanted < 0 ? length + wanted : wanted;
    const whole = at !== undefined || (causal && letter !== 'H');
    return { letter, at, length: whole ? length : 1 };
  });
  if (axes.some(({ at, length }) => at !== undefined && (at < 0 || at >= length))) return null;
  const flat = new Float32Array(axes.reduce((product, { length }) => product * length, 1));
  for (let i = 0; i < flat.length; i++) {
    let rest = i;
    let key = -1;
    let meant = true;
    for (const { letter, at, length } of axes.toReversed()) {
      const index = rest % length;
      rest = (rest - index) / length;
      if (letter === 'S') key = index;
      if (at !== undefined && at !== index) meant = false;
      if (causal && letter === 'T' && key > index) meant = false;
    }
    flat[i] = meant ? 1 : 0;
  }
  return tensor(flat, [1, ...axes.map(({ length }) => length)]);
}

/** One number, or numbers along the last axis of `length`, spread over the place; a list of another length ends early or is filled with 0. */
function spread(place: Tensor, numbers: number | ArrayLike<number>, length: number): Tensor {
  if (typeof numbers === 'number') return mul(place, numbers);
  const along = Array.from<number>({ length: place.rank - 1 }).fill(1);
  const row = Float32Array.from({ length }, (_, at) => numbers[at] ?? 0);
  return mul(place, tensor(row, [...along, length]));
}

function changed(config: ModelConfig, node: GraphNode, value: Tensor, one: Intervention): Tensor {
  const place = placeOf(config, node, value.shape, one);
  if (place === null) return value;
  const length = value.shape.at(-1) ?? 1;
  if (one.scale !== undefined) return mul(value, add(mul(place, one.scale - 1), 1));
  if (one.add !== undefined) return add(value, spread(place, one.add, length));
  return add(mul(value, sub(1, place)), spread(place, one.value ?? 0, length));
}

/**
 * The value of one row [B, …axes] after the changes that name it, in their order; the value itself where none does. What
 * is made on the way belongs to the caller's tidy.
 */
export function intervene(config: ModelConfig, node: GraphNode, value: Tensor, list: readonly Intervention[]): Tensor {
  return list.reduce((now, one) => (one.hook === node.name ? changed(config, node, now, one) : now), value);
}
