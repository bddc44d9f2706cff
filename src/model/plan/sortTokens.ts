/** The rows of a batch in the order of their ids: those of id v are `order[starts[v]]` … `order[starts[v + 1] − 1]`. */
export type SortedTokens = { order: Uint32Array<ArrayBuffer>; starts: Uint32Array<ArrayBuffer> };

/** Stable counting sort of ids in 0 … vocabulary−1; throws on any other id. */
export function sortTokens(ids: Int32Array, vocabulary: number): SortedTokens {
  const starts = new Uint32Array(vocabulary + 1);
  for (const id of ids) {
    if (!(id >= 0 && id < vocabulary)) throw new Error(`sortTokens: id ${id} came, 0 … ${vocabulary - 1} was wanted`);
    starts[id + 1] = (starts[id + 1] ?? 0) + 1;
  }
  for (let v = 0; v < vocabulary; v++) starts[v + 1] = (starts[v + 1] ?? 0) + (starts[v] ?? 0);
  const next = starts.slice();
  const order = new Uint32Array(ids.length);
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row] ?? 0;
    const place = next[id] ?? 0;
    order[place] = row;
    next[id] = place + 1;
  }
  return { order, starts };
}
