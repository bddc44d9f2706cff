/** A binary heap of numbered entries; `before(a, b)` says whether entry a leaves before entry b. */
export type Heap<T> = { push(entry: T): void; pop(): T | undefined };

/** Makes an empty heap. Push and pop take O(log n). */
export function createHeap<T>(before: (a: T, b: T) => boolean): Heap<T> {
  const entries: T[] = [];
  return {
    push(entry) {
      let at = entries.length;
      entries.push(entry);
      while (at > 0) {
        const up = (at - 1) >> 1;
        const parent = entries[up] as T;
        if (!before(entry, parent)) break;
        entries[at] = parent;
        at = up;
      }
      entries[at] = entry;
    },
    pop() {
      const top = entries[0];
      const last = entries.pop();
      if (last === undefined || entries.length === 0) return top;
      let at = 0;
      for (let down = 1; down < entries.length; down = 2 * at + 1) {
        const right = down + 1;
        if (right < entries.length && before(entries[right] as T, entries[down] as T)) down = right;
        if (!before(entries[down] as T, last)) break;
        entries[at] = entries[down] as T;
        at = down;
      }
      entries[at] = last;
      return top;
    },
  };
}
