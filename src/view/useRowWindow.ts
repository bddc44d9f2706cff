import { useState } from 'react';
import type { UIEvent } from 'react';

/** The rows of a long list that are on screen, and the room of those that are not. */
export type RowWindow = {
  first: number;
  /** Before this row the window ends. */
  end: number;
  abovePx: number;
  belowPx: number;
  onScroll: (event: UIEvent<HTMLElement>) => void;
};

const SPARE = 6;

/** Draws only the rows of a list that a scrolled box of `heightPx` shows, each `rowPx` high. */
export function useRowWindow(count: number, rowPx: number, heightPx: number): RowWindow {
  const [top, setTop] = useState(0);
  const most = Math.ceil(heightPx / rowPx) + 2 * SPARE;
  const first = Math.max(0, Math.min(count - most, Math.floor(top / rowPx) - SPARE));
  const end = Math.min(count, first + most);
  return {
    first,
    end,
    abovePx: first * rowPx,
    belowPx: (count - end) * rowPx,
    onScroll: (event) => {
      const next = event.currentTarget.scrollTop;
      if (Math.floor(next / rowPx) !== Math.floor(top / rowPx)) setTop(next);
    },
  };
}
