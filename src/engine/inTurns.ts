import { breathe } from './breathe.ts';
import type { Lock } from './lock.ts';

/** A turn between two training steps: long enough to get on, short enough not to be noticed. */
const TURN_MS = 25;
const MOST_AT_ONCE = 64;

type Work<Job> = {
  jobs: readonly Job[];
  /** Held while a turn runs, so that no training step runs at the same time. */
  lock: Lock;
  /** Whether anybody still waits for the outcome. */
  isWanted: () => boolean;
  /** Does a few jobs in one go. */
  run: (batch: readonly Job[]) => Promise<void>;
  onProgress: (fraction: number) => void;
};

/** Does many jobs a few at a time, as many as fit a turn, so that training goes on between; false when nobody waits any more. */
export async function inTurns<Job>({ jobs, lock, isWanted, run, onProgress }: Work<Job>): Promise<boolean> {
  let count = 1;
  for (let first = 0; first < jobs.length;) {
    const batch = jobs.slice(first, first + count);
    const began = performance.now();
    await lock.run(async () => {
      if (isWanted()) await run(batch);
    });
    if (!isWanted()) return false;
    const pace = TURN_MS / Math.max(1, performance.now() - began);
    first += batch.length;
    count = Math.max(1, Math.min(MOST_AT_ONCE, Math.round(batch.length * Math.min(2, pace))));
    onProgress(first / jobs.length);
    await breathe();
  }
  return true;
}
