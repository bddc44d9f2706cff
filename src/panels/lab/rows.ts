import type { Intervention } from '#lexicon/interventions.ts';
import { patternName } from '../attention/heads.ts';

/** One row of one head's attention: what one position looks at. */
export type RowRef = { layer: number; head: number; position: number };

const isOf = (one: Intervention, { layer, head, position }: RowRef): boolean =>
  one.hook === patternName(layer) && one.head === head && one.position === position && one.value !== undefined;

/** The weights [keys] put in the place of a row, null where it is as the model computes it. */
export function editedRow(list: readonly Intervention[], row: RowRef, keys: number): Float32Array | null {
  const value = list.findLast((one) => isOf(one, row))?.value;
  if (value === undefined) return null;
  return Float32Array.from({ length: keys }, (_, key) => (typeof value === 'number' ? value : (value[key] ?? 0)));
}

/** The list with other weights in a row, or (null) with the row as the model computes it; other changes stay. */
export function withRow(list: readonly Intervention[], row: RowRef, weights: Float32Array | null): Intervention[] {
  const others = list.filter((one) => !isOf(one, row));
  const { layer, head, position } = row;
  return weights === null ? others : [...others, { hook: patternName(layer), head, position, value: weights }];
}

/** The rows of a head that are edited, ascending. */
export function editedRows(list: readonly Intervention[], layer: number, head: number): number[] {
  const rows = list.flatMap((one) => {
    const { position } = one;
    return position !== undefined && isOf(one, { layer, head, position }) ? [position] : [];
  });
  return [...new Set(rows)].toSorted((a, b) => a - b);
}

/** A row in which one key has this weight and the others share the rest as they shared it before; evenly where they had none. */
export function withWeight(row: ArrayLike<number>, key: number, weight: number): Float32Array {
  const n = row.length;
  if (n === 1) return Float32Array.of(1);
  let rest = 0;
  for (let i = 0; i < n; i++) if (i !== key) rest += row[i] ?? 0;
  const left = 1 - weight;
  return Float32Array.from({ length: n }, (_, i) => {
    if (i === key) return weight;
    return rest > 1e-12 ? (left * (row[i] ?? 0)) / rest : left / (n - 1);
  });
}

/** All keys alike. */
export function evenRow(keys: number): Float32Array {
  return new Float32Array(keys).fill(1 / keys);
}
