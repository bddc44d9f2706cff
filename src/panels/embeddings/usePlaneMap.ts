import { useCallback, useEffect, useRef, useState } from 'react';
import type { PlaneMapKind } from '#math/planeMapKinds.ts';
import type { MapNews, MapOrder } from './map.worker.ts';
import { gatherRows } from './rowsShown.ts';

/** A layout of the rows `ids` as they were at a step; `points` is null until the first news, `fraction` 1 at the end. */
export type Laid = {
  kind: PlaneMapKind;
  ids: Int32Array;
  step: number;
  fraction: number;
  points: Float32Array | null;
  state: 'running' | 'done' | 'stopped' | 'failed';
};

type Job = { kind: PlaneMapKind; table: Float32Array; ids: Int32Array; cols: number; step: number; seed: number };

/** One layout at a time, in a worker of its own, so that neither the page nor the training waits for it. */
export function usePlaneMap(): { laid: Laid | null; start: (job: Job) => void; stop: () => void } {
  const [laid, setLaid] = useState<Laid | null>(null);
  const worker = useRef<Worker | null>(null);
  const end = useCallback((): void => {
    worker.current?.terminate();
    worker.current = null;
  }, []);
  useEffect(() => end, [end]);
  const start = useCallback(
    ({ kind, table, ids, cols, step, seed }: Job): void => {
      end();
      const mine = new Worker(new URL('./map.worker.ts', import.meta.url), { type: 'module' });
      worker.current = mine;
      const before: Laid = { kind, ids, step, fraction: 0, points: null, state: 'running' };
      setLaid(before);
      mine.onmessage = ({ data }: MessageEvent<MapNews>) => {
        if (worker.current !== mine) return;
        setLaid({ ...before, fraction: data.fraction, points: data.points, state: data.done ? 'done' : 'running' });
        if (data.done) end();
      };
      mine.onerror = (event) => {
        event.preventDefault();
        if (worker.current !== mine) return;
        setLaid({ ...before, state: 'failed' });
        end();
      };
      const order: MapOrder = { kind, data: gatherRows(table, ids, cols), rows: ids.length, cols, seed };
      mine.postMessage(order, [order.data.buffer]);
    },
    [end],
  );
  const stop = useCallback((): void => {
    end();
    setLaid((now) => (now?.state === 'running' ? { ...now, state: 'stopped' } : now));
  }, [end]);
  return { laid, start, stop };
}
