import { axesOf, gradientOf } from '#lexicon/axes.ts';
import type { NamedArray } from '#lexicon/array.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { namesToExplain } from '#lexicon/explain.ts';
import type { ElementRef } from '#lexicon/expression.ts';
import { weightLayout } from '#lexicon/weights.ts';

export const isWeight = (config: RunConfig, name: string): boolean => weightLayout(config).byName.has(name);

/** The arrays that a cell's worksheet reads: its own, what it is computed from, and of a weight its gradient. */
export function worksheetNames(config: RunConfig, { name }: ElementRef): string[] {
  if (axesOf(config, name) === null) return [];
  return [...new Set([name, ...namesToExplain(config, name), ...(isWeight(config, name) ? [gradientOf(name)] : [])])];
}

/** The same with what its operands' worksheets read, so that the next one opens without waiting. */
export function worksheetNamesAhead(config: RunConfig, cell: ElementRef): string[] {
  const names = worksheetNames(config, cell);
  return [...new Set([...names, ...names.flatMap((name) => namesToExplain(config, name))])];
}

/** The number at a place of an array that has been read; undefined where it has not, or has no such place. */
export function numberAt(array: NamedArray | undefined, index: readonly number[]): number | undefined {
  if (!array || index.length !== array.shape.length) return undefined;
  let flat = 0;
  for (const [axis, length] of array.shape.entries()) {
    const i = index[axis] ?? -1;
    if (i < 0 || i >= length) return undefined;
    flat = flat * length + i;
  }
  return array.data[flat];
}
