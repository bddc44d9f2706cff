import type { ElementRef } from '#lexicon/expression.ts';

type Listener = (cell: ElementRef | null) => void;

/** The one number that is looked at, outside the store: pictures light it and what it comes from without drawing again. */
export type Looked = {
  /** Tells all listeners, when it is another number. */
  lookAt: (cell: ElementRef | null) => void;
  /** Calls back now and with every other number; returns how to stop. */
  follow: (listener: Listener) => () => void;
};

function isSame(a: ElementRef | null, b: ElementRef | null): boolean {
  if (a === b) return true;
  return a !== null && b !== null && a.name === b.name && a.index.join() === b.index.join();
}

/** Nothing is looked at yet. */
export function createLooked(): Looked {
  let current: ElementRef | null = null;
  const listeners = new Set<Listener>();
  return {
    lookAt(cell) {
      if (isSame(current, cell)) return;
      current = cell;
      for (const listener of listeners) listener(cell);
    },
    follow(listener) {
      listeners.add(listener);
      listener(current);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** The page's. */
export const looked = createLooked();
