import { useEffect, useState } from 'react';
import { frameTaken } from '#state/engine.ts';
import { currentFrame } from '#state/frame.ts';
import type { Snapshot } from '#state/frame.ts';
import { nextPaint } from './nextPaint.ts';

/** Those who draw frames, and those of them whose turn is still to come. */
const seats = new Set<() => void>();
let line: (() => void)[] = [];
let frames = 0;
let moving = false;

function next(): void {
  const seat = line.shift();
  if (seat) {
    if (seats.has(seat)) seat();
    nextPaint(next);
    return;
  }
  moving = false;
  for (; frames > 0; frames--) frameTaken();
}

/**
 * A frame has come. Its pictures are drawn one after the other, one between two paints, so that no frame of the
 * screen waits for all of them; then the engine may send the next.
 */
export function takeTurns(): void {
  frames++;
  line = [...seats];
  if (moving) return;
  moving = true;
  nextPaint(next);
}

/** The frame that a picture shows: the newest when its turn comes, and for as long as it is not visible the last it drew. */
export function useTurn(visible: boolean): Snapshot {
  const [snapshot, setSnapshot] = useState(() => currentFrame.snapshot());
  useEffect(() => {
    if (!visible) return undefined;
    const seat = (): void => setSnapshot(currentFrame.snapshot());
    seat();
    seats.add(seat);
    return () => {
      seats.delete(seat);
    };
  }, [visible]);
  return snapshot;
}
