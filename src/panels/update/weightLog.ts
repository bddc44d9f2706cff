import { useEffect, useState } from 'react';
import type { WeightState } from '#lexicon/messages.ts';
import type { PanelProps } from '../contract.ts';

/** The optimizer is asked at most this often while steps come. */
const EVERY_MS = 400;
/** Older notes are let go. */
const MOST_NOTES = 2000;

/** Row-major place of an index. */
export function flatAt(shape: readonly number[], index: readonly number[]): number {
  return shape.reduce((flat, length, axis) => flat * length + (index[axis] ?? 0), 0);
}

type Noted = { key: string; notes: readonly WeightState[] };

/** Notes with one more at their end; steps that a run went back behind are let go, and one step is noted once. */
export function withNote(notes: readonly WeightState[], note: WeightState): readonly WeightState[] {
  return [...notes.filter(({ step }) => step < note.step), note].slice(-MOST_NOTES);
}

/** What the optimizer knows of one weight at the newest step, and what it knew whenever it was asked before. */
export function useWeightLog(
  { weights, history, version }: Pick<PanelProps, 'weights' | 'history' | 'version'>,
  name: string,
  at: number,
): { state: WeightState | undefined; log: readonly WeightState[] } {
  const key = `${name} ${at}`;
  const [noted, setNoted] = useState<Noted>({ key, notes: [] });
  const [asked, setAsked] = useState(Number.NEGATIVE_INFINITY);
  const notes = noted.key === key ? noted.notes : [];
  const newest = history.version;
  useEffect(() => {
    let current = true;
    const timer = setTimeout(
      () => {
        // A model that is exchanged meanwhile refuses; the next frame asks anew.
        weights.stateOf(name, at).then(
          (state) => {
            if (!current) return;
            setAsked(performance.now());
            setNoted((before) => ({ key, notes: withNote(before.key === key ? before.notes : [], state) }));
          },
          () => undefined,
        );
      },
      notes.length === 0 ? 0 : Math.max(0, asked + EVERY_MS - performance.now()),
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
    // Asked anew when steps or frames have come, not because an answer has.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [weights, name, at, newest, version]);
  return { state: notes.at(-1), log: notes };
}
