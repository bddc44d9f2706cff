import type { NamedArray } from '#lexicon/array.ts';
import type { Frame } from '#lexicon/messages.ts';

/** One frame with its arrays by name, without a copy; the same for as long as anybody holds it. */
export type Snapshot = {
  frame: Frame | null;
  /** A named array of this frame; the same object at every call. */
  read: (name: string) => NamedArray | undefined;
  /** Grows from snapshot to snapshot. */
  version: number;
};

/** The newest frame under the playhead. Lives outside the store. */
export type FrameHolder = {
  take: (frame: Frame) => void;
  snapshot: () => Snapshot;
  current: () => Frame | null;
  read: Snapshot['read'];
  clear: () => void;
};

function snapshotOf(frame: Frame | null, version: number): Snapshot {
  const views = new Map(
    frame?.entries.map(({ name, shape, axes, offset, length }): [string, NamedArray] => [
      name,
      { name, shape, axes, data: frame.data.subarray(offset, offset + length) },
    ]),
  );
  return { frame, read: (name) => views.get(name), version };
}

/** An empty holder. */
export function createFrameHolder(): FrameHolder {
  let newest = snapshotOf(null, 0);
  const replace = (frame: Frame | null): void => {
    newest = snapshotOf(frame, newest.version + 1);
  };
  return {
    take: replace,
    snapshot: () => newest,
    current: () => newest.frame,
    read: (name) => newest.read(name),
    clear: () => replace(null),
  };
}

/** The page's one frame. */
export const currentFrame = createFrameHolder();
