/** Where time comes from and how the next frame is asked for; a test gives its own. */
export type FrameClock = { now: () => number; nextFrame: (run: () => void) => void };

export type FrameBudget = {
  /** Runs the job at once while this frame has time left for it, else in one of the next; replaces an earlier job of the owner. */
  run: (owner: object, job: () => void) => void;
  /** Forgets the waiting job of an owner. */
  cancel: (owner: object) => void;
};

/**
 * Spreads many small jobs over frames, so that none of them makes the page stutter: in each frame jobs run, in the order
 * they came, until `budgetMs` are spent. At least one runs in every frame.
 */
export function createFrameBudget(budgetMs: number, { now, nextFrame }: FrameClock): FrameBudget {
  const waiting = new Map<object, () => void>();
  let spentMs = 0;
  let asked = false;
  const timed = (job: () => void): void => {
    const start = now();
    job();
    spentMs += now() - start;
  };
  const ask = (): void => {
    if (asked) return;
    asked = true;
    nextFrame(() => {
      asked = false;
      spentMs = 0;
      for (const [owner, job] of waiting) {
        waiting.delete(owner);
        timed(job);
        if (spentMs >= budgetMs) break;
      }
      if (waiting.size > 0) ask();
    });
  };
  return {
    run: (owner, job) => {
      if (spentMs < budgetMs && waiting.size === 0) timed(job);
      else waiting.set(owner, job);
      ask();
    },
    cancel: (owner) => {
      waiting.delete(owner);
    },
  };
}

/** A third of a frame at 60 per second: what pictures beside the main one may take. */
const BUDGET_MS = 6;

/** The page's budget for pictures that can come a few frames late. */
export const frameBudget = createFrameBudget(BUDGET_MS, {
  now: () => performance.now(),
  nextFrame: (run) => requestAnimationFrame(run),
});
