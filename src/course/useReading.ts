import { useEffect, useState } from 'react';
import type { StepId } from '#lexicon/course.ts';
import { useStore } from '#state/store.ts';
import type { State } from '#state/store.ts';
import { steps } from './index.ts';
import { momentOf } from './moment.ts';
import type { Moment, Reading, Values } from './step.ts';

/** At most so often the card reads the running model while it trains. */
const EVERY_MS = 400;

/** What was read, of which step, and the moment it was read at. */
export type Read = { id: StepId; moment: Moment; reading: Reading | null };

/** Whether two states could give different readings. */
function isOther(a: State, b: State): boolean {
  const keys = ['run', 'config', 'step', 'playhead', 'text', 'locked', 'probedFrom', 'generation', 'phase'] as const;
  return keys.some((key) => a[key] !== b[key]) || (a.probedFrom === null && a.frameVersion !== b.frameVersion);
}

/** Reads a step's numbers off the running model, again whenever something they depend on changed; null until the first time. */
export function useReading(id: StepId): Read | null {
  const [read, setRead] = useState<Read | null>(null);
  useEffect(() => {
    let stopped = false;
    let busy = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen: State | null = null;
    let first: { runId: number | undefined; values: Values } | null = null;

    const readNow = async (): Promise<void> => {
      const state = useStore.getState();
      seen = state;
      const runId = state.run?.runId;
      const moment = momentOf(state, first?.runId === runId ? (first?.values ?? null) : null);
      // What the model of the moment does not have (a single token has no loss) is no error of the card.
      const reading = await steps[id].read(moment).catch(() => null);
      if (stopped) return;
      if (reading && first?.runId !== runId) first = { runId, values: reading.values };
      setRead({ id, moment, reading });
    };
    const next = (): void => {
      if (busy || stopped || useStore.getState().phase !== 'ready') return;
      if (seen && !isOther(seen, useStore.getState())) return;
      busy = true;
      void readNow().finally(() => {
        timer = setTimeout(() => {
          busy = false;
          next();
        }, EVERY_MS);
      });
    };
    const stop = useStore.subscribe(next);
    next();
    return () => {
      stopped = true;
      clearTimeout(timer);
      stop();
    };
  }, [id]);
  return read?.id === id ? read : null;
}
