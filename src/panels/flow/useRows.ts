import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { FEWEST_ROWS, MOST_ROWS, rowsOf } from './layout.ts';
import type { Rows } from './layout.ts';

export type ShownRows = {
  rows: Rows;
  /** Begins the stretch on screen at another token. */
  setFirst: (first: number) => void;
  /** Twice as many rows, or half as many. */
  zoom: (by: 'more' | 'fewer') => void;
  /** Brings a token among the rows on screen. */
  reveal: (t: number) => void;
};

/** Which of T tokens are on screen: a stretch that follows the token one looks at, and can be moved and zoomed. */
export function useRows(T: number, position: number | null): ShownRows {
  const [first, setFirst] = useState(0);
  const [most, setMost] = useState(MOST_ROWS);
  const rows = useMemo(() => rowsOf(T, first, most), [T, first, most]);
  const { count } = rows;
  const from = rows.first;
  const reveal = useCallback(
    (t: number) => {
      if (t < from) setFirst(Math.max(0, t - 2));
      else if (t >= from + count) setFirst(Math.min(T - count, t - count + 3));
    },
    [T, from, count],
  );
  const zoom = useCallback(
    (by: 'more' | 'fewer') => {
      const wanted = Math.max(FEWEST_ROWS, Math.min(T, by === 'more' ? count * 2 : Math.ceil(count / 2)));
      // The middle of the stretch stays where it is.
      setFirst(Math.max(0, Math.min(T - wanted, Math.round(from + (count - wanted) / 2))));
      setMost(wanted);
    },
    [T, from, count],
  );
  const looked = useRef<number | null>(null);
  useEffect(() => {
    // Only another token moves the rows; a person who moves them leaves the token behind.
    if (looked.current !== position && position !== null) reveal(position);
    looked.current = position;
  }, [position, reveal]);
  return { rows, setFirst, zoom, reveal };
}
