import type { NamedArray } from '#lexicon/array.ts';
import type { Frame } from '#lexicon/messages.ts';

/** The frame under the playhead, and its arrays by name without a copy. Lives outside the store. */
export type FrameHolder = {
  /** Takes the newest frame; answers with the buffer of the one it replaces, to be sent home once nothing is painted from it. */
  take: (frame: Frame) => ArrayBuffer | null;
  current: () => Frame | null;
  /** A named array of the current frame; the same object until the next frame. */
  read: (name: string) => NamedArray | undefined;
  clear: () => ArrayBuffer | null;
};

/** An empty holder. */
export function createFrameHolder(): FrameHolder {
  let frame: Frame | null = null;
  const views = new Map<string, NamedArray>();
  const replace = (next: Frame | null): ArrayBuffer | null => {
    const before = frame?.data.buffer;
    frame = next;
    views.clear();
    for (const { name, shape, axes, offset, length } of next?.entries ?? []) {
      if (next) views.set(name, { name, shape, axes, data: next.data.subarray(offset, offset + length) });
    }
    return before instanceof ArrayBuffer && before !== next?.data.buffer ? before : null;
  };
  return { take: replace, current: () => frame, read: (name) => views.get(name), clear: () => replace(null) };
}

/** The page's one frame. */
export const currentFrame = createFrameHolder();
