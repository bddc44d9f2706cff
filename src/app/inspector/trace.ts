import { useEffect, useMemo, useState } from 'react';
import type { ElementRef } from '#lexicon/expression.ts';
import type { Traced } from '#lexicon/messages.ts';
import type { Trace } from '#panels/worksheet/TraceChart.tsx';
import { attempt } from '#state/actions/toasts.ts';
import { stopTrace, trace } from '#state/actions/weights.ts';
import { currentFrame } from '#state/frame.ts';
import { selectApart, selectCheckpoints, selectRun } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';

/** The first picture of a trace stands on so many steps; the rest comes after it. */
const FIRST_POINTS = 24;
/** While training, and when all is read, new kept steps are followed in heaps. */
const REST_MS = { idle: 30, training: 1500 } as const;
/** The worksheet itself comes first. */
const FIRST_MS = 250;
const KEPT_TRACES = 60;

type Point = { value: number; rank: number; low: number; median: number; high: number };
type Known = Map<number, Point>;
/** What has been read, by run, probed text and number, the newest last. */
const traces = new Map<string, Known>();

function knownOf(key: string): Known {
  const known = traces.get(key) ?? new Map<number, Point>();
  traces.delete(key);
  traces.set(key, known);
  const [oldest] = traces.keys();
  if (traces.size > KEPT_TRACES && oldest !== undefined) traces.delete(oldest);
  return known;
}

/** About `count` entries of an ascending column, evenly spread, both ends among them. */
export function spread(steps: readonly number[], count: number): number[] {
  if (steps.length <= count) return [...steps];
  return Array.from({ length: count }, (_, i) => steps[Math.round((i * (steps.length - 1)) / (count - 1))] ?? 0);
}

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function note(known: Known, { steps, values, ranks, low, median, high }: Traced): void {
  for (const [i, step] of steps.entries()) {
    const at = (column: Float32Array): number => column[i] ?? Number.NaN;
    known.set(step, { value: at(values), rank: at(ranks), low: at(low), median: at(median), high: at(high) });
  }
}

/**
 * A number at every kept step, or the length of a slice where the index names fewer axes than there are, read by the
 * engine while it is looked at.
 */
export function useTrace(ref: ElementRef): Trace {
  const checkpoints = useStore(selectCheckpoints);
  const run = useStore(selectRun)?.runId;
  // In slow motion the pictures follow a sequence of the batch, of which the kept steps know nothing.
  const elsewhere = useStore(selectApart) !== null;
  const ids = currentFrame.current()?.ids.join() ?? '';
  const { name, index } = ref;
  const at = index.join();
  const place = useMemo(() => (at === '' ? [] : at.split(',').map(Number)), [at]);
  const key = `${run} ${ids} ${name}[${at}]`;
  const [reads, setReads] = useState(0);
  useEffect(() => {
    if (elsewhere) return undefined;
    let current = true;
    let asking = false;
    const follow = async (): Promise<void> => {
      await rest(FIRST_MS);
      while (current) {
        const { checkpoints: kept, training } = useStore.getState();
        const known = knownOf(key);
        for (const step of known.keys()) if (!kept.includes(step)) known.delete(step);
        const missing = [...kept].filter((step) => !known.has(step));
        if (missing.length > 0) {
          asking = true;
          // A number that the present model does not have is refused; of a trace that another ended nothing comes.
          const traced = await trace(name, place, known.size === 0 ? spread(missing, FIRST_POINTS) : missing).catch(
            () => undefined,
          );
          asking = false;
          if (!current || traced === undefined) return;
          if (traced !== null) {
            note(known, traced);
            setReads((count) => count + 1);
          }
        }
        await rest(missing.length > 0 && training.state !== 'training' ? REST_MS.idle : REST_MS.training);
      }
    };
    void follow();
    return () => {
      current = false;
      if (asking) void attempt(stopTrace());
    };
  }, [key, name, place, elsewhere]);
  return useMemo(() => {
    const known = reads < 0 || elsewhere ? undefined : traces.get(key);
    const kept = [...(known ?? [])].filter(([, { value }]) => Number.isFinite(value)).toSorted(([a], [b]) => a - b);
    const column = (of: (point: Point) => number): Float32Array => Float32Array.from(kept, ([, point]) => of(point));
    return {
      steps: Float64Array.from(kept, ([step]) => step),
      values: column(({ value }) => value),
      ranks: column(({ rank }) => rank),
      low: column(({ low }) => low),
      median: column(({ median }) => median),
      high: column(({ high }) => high),
      wanted: elsewhere ? 0 : checkpoints.length,
    };
  }, [key, reads, checkpoints, elsewhere]);
}
