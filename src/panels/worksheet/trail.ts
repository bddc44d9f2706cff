import { useEffect, useRef, useState } from 'react';
import type { ElementRef } from '#lexicon/expression.ts';

/** The numbers one has walked over, and where one stands among them. */
export type Trail = { stops: readonly ElementRef[]; at: number };

const LIMIT = 200;

const same = (a: ElementRef | undefined, b: ElementRef): boolean =>
  a !== undefined && a.name === b.name && a.index.join() === b.index.join();

/** Arrives at an element: a step to a neighbour on the trail moves along it, anything else forgets what lay ahead. */
export function arriveAt({ stops, at }: Trail, ref: ElementRef): Trail {
  if (same(stops[at], ref)) return { stops, at };
  const walked = [...stops.slice(0, at + 1), ref].slice(-LIMIT);
  return { stops: walked, at: walked.length - 1 };
}

/** Stands one stop further back or on; the same trail where there is none. */
export function moveAlong({ stops, at }: Trail, by: -1 | 1): Trail {
  return stops[at + by] === undefined ? { stops, at } : { stops, at: at + by };
}

/** The way that the selected element has taken, with what leads back and forward along it. */
export function useTrail(
  cell: ElementRef,
  go: (ref: ElementRef) => void,
): { back: (() => void) | null; forward: (() => void) | null } {
  const [trail, setTrail] = useState<Trail>({ stops: [cell], at: 0 });
  const now = useRef(trail);
  useEffect(() => {
    now.current = arriveAt(now.current, cell);
    setTrail(now.current);
  }, [cell]);
  const move = (by: -1 | 1): (() => void) | null => {
    const to = trail.stops[trail.at + by];
    if (to === undefined) return null;
    return () => {
      // Standing there already, the arrival changes nothing.
      now.current = moveAlong(now.current, by);
      setTrail(now.current);
      go(to);
    };
  };
  return { back: move(-1), forward: move(1) };
}
