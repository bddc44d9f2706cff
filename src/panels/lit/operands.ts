import type { NamedArray } from '#lexicon/array.ts';
import { axesOf } from '#lexicon/axes.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { explain } from '#lexicon/explain.ts';
import { operandsOf } from '#lexicon/expression.ts';
import type { ElementRef } from '#lexicon/expression.ts';
import { shapeOf } from '#lexicon/graph.ts';

/** The model that reads these tokens. */
export type Reading = { config: ModelConfig; ids: ArrayLike<number> };

const NOTHING = new Float32Array(0);
/** What lies inside a norm, or only hands a number on: what it comes from in turn is lit as well. */
const INSIDE = /\.hook_(?:scale|normalized)$|\.sum$|\.hook_resid_pre$/;
/** More operands of operands are not looked for; a hover may not take longer than a frame. */
const MOST_INSIDE = 3;

const shapes = new WeakMap<ModelConfig, Map<string, NamedArray>>();

/** Arrays of the right shape without a number: what a number is computed from does not depend on the values. */
function shapesOnly(config: ModelConfig, T: number): (name: string) => NamedArray | undefined {
  const known = shapes.get(config) ?? new Map<string, NamedArray>();
  shapes.set(config, known);
  return (name) => {
    const key = `${T} ${name}`;
    const found = known.get(key);
    if (found) return found;
    const axes = axesOf(config, name);
    if (axes === null) return undefined;
    const array = { name, data: NOTHING, shape: shapeOf(axes, config, T), axes };
    known.set(key, array);
    return array;
  };
}

/** Whether this model has such an element: what was looked at may have gone with an earlier model or text. */
export function hasElement({ name, index }: ElementRef, { config, ids }: Reading): boolean {
  const shape = shapesOnly(config, ids.length)(name)?.shape;
  return shape?.length === index.length && shape.every((length, axis) => (index[axis] ?? -1) >= 0 && (index[axis] ?? 0) < length);
}

/**
 * The numbers that a number is computed from, weights among them, as the graph table has it; in place of the mean and scale
 * inside a norm, which few pictures draw, also what those read. Empty for a weight and for what this model does not have.
 */
export function operandsAt(ref: ElementRef, reading: Reading): readonly ElementRef[] {
  if (!hasElement(ref, reading)) return [];
  const { config, ids } = reading;
  const read = shapesOnly(config, ids.length);
  const found = new Map<string, ElementRef>();
  let followed = 0;
  const follow = (of: ElementRef): void => {
    const expression = explain(config, of, { read, ids });
    for (const operand of expression ? operandsOf(expression) : []) {
      const key = `${operand.name}[${operand.index.join()}]`;
      if (found.has(key)) continue;
      found.set(key, operand);
      if (INSIDE.test(operand.name) && followed++ < MOST_INSIDE) follow(operand);
    }
  };
  follow(ref);
  return [...found.values()];
}
