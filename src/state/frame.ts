import type { NamedArray } from '#lexicon/array.ts';
import type { Frame } from '#lexicon/messages.ts';

/** One frame with its arrays by name, without a copy; the same for as long as anybody holds it. */
export type Snapshot = {
  frame: Frame | null;
  /** A named array of this frame; the same object at every call. */
  read: (name: string) => NamedArray | undefined;
  /** The same, less what it is at the other step of the frame, where there is one. */
  readDifference: (name: string) => NamedArray | undefined;
  /** A named array at the other step, where there is one; of this frame otherwise. */
  readOther: (name: string) => NamedArray | undefined;
  /** The two steps of which this frame can show the difference. */
  difference: { a: number; b: number } | null;
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

function viewsOf(frame: Frame | null, data: Float32Array): (name: string) => NamedArray | undefined {
  const views = new Map(
    frame?.entries.map(({ name, shape, axes, offset, length }): [string, NamedArray] => [
      name,
      { name, shape, axes, data: data.subarray(offset, offset + length) },
    ]),
  );
  return (name) => views.get(name);
}

/** a − b, number by number; of two that a mask hides, no number. */
function less(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, i) => value - (b[i] ?? Number.NaN));
}

function snapshotOf(frame: Frame | null, version: number): Snapshot {
  const read = viewsOf(frame, frame?.data ?? new Float32Array());
  if (!frame?.other) return { frame, read, readDifference: read, readOther: read, difference: null, version };
  const difference = { a: frame.step, b: frame.other.step };
  const readDifference = viewsOf(frame, less(frame.data, frame.other.data));
  return { frame, read, readDifference, readOther: viewsOf(frame, frame.other.data), difference, version };
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
