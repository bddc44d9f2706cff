import { useEffect, useMemo, useState } from 'react';
import type { ElementRef } from '#lexicon/expression.ts';
import { numberAt } from '#panels/worksheet/reads.ts';
import type { Trace } from '#panels/worksheet/Statistics.tsx';
import { read } from '#state/actions/read.ts';
import { currentFrame } from '#state/frame.ts';
import { selectCheckpoints, selectRun, selectTrainingState } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';

/** Kept steps that a trace is read at; what lies between them is a pixel or two. */
const POINTS = 40;
/** Between two reads the engine belongs to others, to training most of all. */
const REST_MS = { idle: 12, training: 160 } as const;
/** The worksheet itself comes first. */
const FIRST_MS = 700;
const KEPT_TRACES = 60;

type Known = Map<number, number>;
/** What has been read, by run, probed text and element, the newest last. */
const traces = new Map<string, Known>();

function knownOf(key: string): Known {
  const known = traces.get(key) ?? new Map<number, number>();
  traces.delete(key);
  traces.set(key, known);
  const [oldest] = traces.keys();
  if (traces.size > KEPT_TRACES && oldest !== undefined) traces.delete(oldest);
  return known;
}

/** About `count` entries of an ascending column, evenly spread, both ends among them. */
export function spread(steps: Float64Array, count: number): number[] {
  if (steps.length <= count) return [...steps];
  return Array.from({ length: count }, (_, i) => steps[Math.round((i * (steps.length - 1)) / (count - 1))] ?? 0);
}

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** An element at the kept steps, read one after the other while its worksheet is open. */
export function useTrace(cell: ElementRef): Trace {
  const checkpoints = useStore(selectCheckpoints);
  const training = useStore(selectTrainingState) === 'training';
  const run = useStore(selectRun)?.runId;
  const ids = currentFrame.current()?.ids.join() ?? '';
  const key = `${run} ${ids} ${cell.name}[${cell.index.join()}]`;
  const [reads, setReads] = useState(0);
  useEffect(() => {
    let current = true;
    const follow = async (): Promise<void> => {
      const known = knownOf(key);
      const kept = new Set(checkpoints);
      for (const step of known.keys()) if (!kept.has(step)) known.delete(step);
      if (known.size >= 2 * POINTS) return;
      await rest(FIRST_MS);
      for (const step of spread(checkpoints, POINTS)) {
        if (known.has(step)) continue;
        await rest(training ? REST_MS.training : REST_MS.idle);
        if (!current) return;
        // A step may be let go of between the asking and the reading.
        const array = await read(cell.name, step).catch(() => undefined);
        const value = array && numberAt({ name: cell.name, axes: '', ...array }, cell.index);
        if (value !== undefined) known.set(step, value);
        if (current) setReads((count) => count + 1);
      }
    };
    void follow();
    return () => {
      current = false;
    };
  }, [key, cell, checkpoints, training]);
  return useMemo(() => {
    const known = reads < 0 ? undefined : traces.get(key);
    const kept = [...(known ?? [])].filter(([, value]) => Number.isFinite(value)).toSorted(([a], [b]) => a - b);
    return {
      steps: Float64Array.from(kept, ([step]) => step),
      values: Float32Array.from(kept, ([, value]) => value),
      wanted: Math.min(POINTS, checkpoints.length),
    };
  }, [key, reads, checkpoints]);
}
