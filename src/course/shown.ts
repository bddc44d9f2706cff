import type { ElementRef } from '#lexicon/expression.ts';
import type { Row, Shown } from './step.ts';

/** One row of a matrix that was read flat. */
export function rowOf(data: Float32Array, row: number, length: number): Float32Array {
  return data.subarray(row * length, (row + 1) * length);
}

export const text = (shown: string): Shown => ({ kind: 'text', text: shown });
export const tokens = (ids: ArrayLike<number>, withIds = false): Shown => ({ kind: 'tokens', ids, withIds });
export const rows = (...shown: readonly Row[]): Shown => ({ kind: 'rows', rows: shown });

/** A vector that is a row of a named array. */
export function vector(values: ArrayLike<number>, name: string, index: readonly number[], role: string): Shown {
  return { kind: 'vector', values, start: { name, index: [...index, 0] }, role };
}

/** A vector that is worked out here. */
export function derived(values: ArrayLike<number>, role: string): Shown {
  return { kind: 'vector', values, start: null, role };
}

/** The place of an element of a vector's array. */
export function placeIn(start: ElementRef, i: number): ElementRef {
  return { name: start.name, index: [...start.index.slice(0, -1), i] };
}

/** The indices of the largest values, largest first; of equal ones the first. */
export function largest(values: ArrayLike<number>, count: number): number[] {
  const order = Array.from(values, (_, index) => index).filter((index) => !Number.isNaN(values[index] ?? Number.NaN));
  return order.toSorted((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b).slice(0, count);
}

/** The Euclidean length of a vector. */
export function lengthOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] ?? 0) ** 2;
  return Math.sqrt(sum);
}
