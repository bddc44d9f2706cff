import { useEffect, useState } from 'react';
import type { StepId } from '#lexicon/course.ts';
import { useStore } from '#state/store.ts';
import { useTalk } from '#state/talk.ts';
import { useWriting } from '#state/writing.ts';
import { steps } from './index.ts';
import { knownNow, momentOf, probedNow } from './moment.ts';
import type { Probed } from './moment.ts';
import type { Known, Moment, Reading, Values } from './step.ts';

/** At most so often the card reads the running model: while it trains, and while it stands still. */
const EVERY_MS = { training: 400, still: 60 };

/** What was read, of which step, and the moment it was read at. */
export type Read = { id: StepId; moment: Moment; reading: Reading | null };

/** All that a reading can depend on. */
type Seen = { state: Known; probed: Probed };

const KEYS = [
  'run',
  'config',
  'step',
  'playhead',
  'text',
  'locked',
  'generation',
  'writing',
  'exchanges',
  'report',
  'phase',
] as const;

const isSame = (a: Int32Array, b: Int32Array): boolean => a === b || (a.length === b.length && a.every((id, i) => id === b[i]));

/** Whether two states could give different readings. */
function isOther(a: Seen, b: Seen): boolean {
  return KEYS.some((key) => a.state[key] !== b.state[key]) || !isSame(a.probed.ids, b.probed.ids);
}

const look = (state: Known): Seen => ({ state, probed: probedNow(state) });

/** Reads a step's numbers off the running model, again whenever something they depend on changed; null until the first time. */
export function useReading(id: StepId): Read | null {
  const [read, setRead] = useState<Read | null>(null);
  useEffect(() => {
    let stopped = false;
    let busy = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen: Seen | null = null;
    let first: { runId: number | undefined; values: Values } | null = null;

    const readNow = async (): Promise<void> => {
      const state = knownNow();
      seen = look(state);
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
      if (seen && !isOther(seen, look(knownNow()))) return;
      busy = true;
      void readNow().finally(() => {
        const { state } = useStore.getState().training;
        timer = setTimeout(
          () => {
            busy = false;
            next();
          },
          state === 'training' ? EVERY_MS.training : EVERY_MS.still,
        );
      });
    };
    const stops = [useStore.subscribe(next), useWriting.subscribe(next), useTalk.subscribe(next)];
    next();
    return () => {
      stopped = true;
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [id]);
  return read?.id === id ? read : null;
}
