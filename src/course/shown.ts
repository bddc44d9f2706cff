import type { ElementRef } from '#lexicon/expression.ts';
import type { Row, Shown } from './step.ts';

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
