import { principalComponentsInSlices } from '#math/pca.ts';
import type { PrincipalComponents } from '#math/pca.ts';
import { gatherRows } from './rowsShown.ts';

/** Vectors to be mapped: rows of `table` [V, D] by their ids. */
export type MapInput = { table: Float32Array; ids: Int32Array; cols: number };
type Rows = { rows: Float32Array; ids: Int32Array; cols: number };
export type MapResult = { pca: PrincipalComponents; ids: Int32Array; cols: number };

export type PcaFollower = {
  /** The newest vectors; what is still being worked on is finished first, what only waited is replaced. */
  follow: (input: MapInput) => void;
  stop: () => void;
};

/** Rest between two maps: an eye follows no more, and training needs the processor. */
const REST_MS = 250;
/** Slices of about a millisecond between two breaths of the page. */
const SLICES = 4;

/** Keeps principal components up with vectors that change while training, without ever holding the page up. */
export function createPcaFollower(onResult: (result: MapResult) => void): PcaFollower {
  let waiting: Rows | null = null;
  let current: { ids: Int32Array; cols: number; work: ReturnType<typeof principalComponentsInSlices> } | null = null;
  let earlier: readonly Float64Array[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const begin = ({ rows, ids, cols }: Rows) => ({
    ids,
    cols,
    work: principalComponentsInSlices(rows, ids.length, cols, 2, earlier),
  });
  const breathe = (): void => {
    timer = undefined;
    for (let slice = 0; slice < SLICES; slice++) {
      if (!current && waiting) {
        current = begin(waiting);
        waiting = null;
      }
      if (!current) return;
      const { done, value } = current.work.next();
      if (!done) continue;
      const { ids, cols } = current;
      earlier = value.components;
      current = null;
      onResult({ pca: value, ids, cols });
      timer = setTimeout(breathe, REST_MS);
      return;
    }
    timer ??= setTimeout(breathe);
  };
  return {
    follow(input) {
      if (input.ids.length < 2 || input.cols < 2) return;
      // Copied at once: the frame's memory goes home before the work begins.
      waiting = { rows: gatherRows(input.table, input.ids, input.cols), ids: input.ids, cols: input.cols };
      timer ??= setTimeout(breathe);
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      current = null;
      waiting = null;
    },
  };
}
