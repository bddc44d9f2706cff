import type { PlaneMapKind } from '#math/planeMapKinds.ts';
import { planeMap } from '#math/planeMaps.ts';

/** Vectors to be laid out: N rows of D numbers. */
export type MapOrder = { kind: PlaneMapKind; data: Float32Array; rows: number; cols: number; seed: number };
/** How far the layout is, and where its points lie now; `done` with the last. */
export type MapNews = { fraction: number; points: Float32Array; done: boolean };

/** An eye follows no more. */
const NEWS_EVERY_MS = 80;

/** Lays one order out and tells of it on the way; who does not want the rest ends the worker. */
self.onmessage = ({ data: order }: MessageEvent<MapOrder>) => {
  const work = planeMap(order.kind, order.data, order.rows, order.cols, order.seed);
  let last = Number.NEGATIVE_INFINITY;
  for (;;) {
    const { done, value } = work.next();
    if (done) {
      self.postMessage({ fraction: 1, points: value, done: true } satisfies MapNews);
      return;
    }
    const now = performance.now();
    if (now - last < NEWS_EVERY_MS) continue;
    last = now;
    self.postMessage({ ...value, done: false } satisfies MapNews);
  }
};
