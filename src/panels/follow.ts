import { useEffect, useRef, useState } from 'react';

/** Work in pieces of about a millisecond; null where the input is of no use (any more). */
export type Sliced<R> = Generator<undefined, R> | null;

export type Follower<I> = {
  /** The newest input; what is still being worked on is finished first, what only waited is replaced. */
  follow: (input: I) => void;
  stop: () => void;
};

/** Rest between two results: an eye follows no more, and training needs the processor. */
const REST_MS = 250;
/** Slices between two breaths of the page. */
const SLICES = 4;

/**
 * Keeps a long computation up with numbers that change while training, without ever holding the page up. `begin` copies
 * what it needs of its input: the arrays of a frame may be gone before the work is done.
 */
export function createFollower<I, R>(begin: (input: I) => Sliced<R>, onResult: (result: R) => void): Follower<I> {
  let waiting: { input: I } | null = null;
  let current: Sliced<R> = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const breathe = (): void => {
    timer = undefined;
    for (let slice = 0; slice < SLICES; slice++) {
      if (!current && waiting) {
        current = begin(waiting.input);
        waiting = null;
      }
      if (!current) return;
      const { done, value } = current.next();
      if (!done) continue;
      current = null;
      onResult(value);
      timer = setTimeout(breathe, REST_MS);
      return;
    }
    timer ??= setTimeout(breathe);
  };
  return {
    follow(input) {
      waiting = { input };
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

/** The newest result of a sliced computation over an input that changes from frame to frame; null before the first. */
export function useFollowed<I, R>(begin: (input: I) => Sliced<R>, input: I | null): R | null {
  const [result, setResult] = useState<R | null>(null);
  const follower = useRef<Follower<I> | null>(null);
  useEffect(() => {
    follower.current = createFollower(begin, setResult);
    return () => {
      follower.current?.stop();
      follower.current = null;
    };
  }, [begin]);
  useEffect(() => {
    if (input !== null) follower.current?.follow(input);
  }, [begin, input]);
  return result;
}
