import type { TextInfo } from '#lexicon/messages.ts';

export type RowOrder = 'frequency' | 'id';

/** The ids whose vectors are shown, in order: all `vocabulary` of them or, of a text, only those that stand in it. */
export function rowsShown(text: TextInfo | null, vocabulary: number, order: RowOrder, usedOnly: boolean): Int32Array {
  const ids = Int32Array.from({ length: vocabulary }, (_, id) => id);
  if (!text) return ids;
  const count = (id: number): number => text.counts[id] ?? 0;
  const shown = usedOnly ? ids.filter((id) => count(id) > 0) : ids;
  return order === 'id' ? shown : shown.sort((a, b) => count(b) - count(a) || a - b);
}

/** Rows `ids` of a [V, D] table, one after the other: [ids.length, D]. */
export function gatherRows(table: Float32Array, ids: ArrayLike<number>, cols: number): Float32Array {
  const out = new Float32Array(ids.length * cols);
  for (let i = 0; i < ids.length; i++) {
    const start = (ids[i] ?? 0) * cols;
    out.set(table.subarray(start, start + cols), i * cols);
  }
  return out;
}

/** At most `most` of the ids, evenly spaced, the first always among them. */
export function evenly(ids: Int32Array, most: number): Int32Array {
  if (ids.length <= most) return ids;
  return Int32Array.from({ length: most }, (_, i) => ids[Math.floor((i * ids.length) / most)] ?? 0);
}
