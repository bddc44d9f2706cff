/** The weights as they stood after one step, in the flat layout. */
export type Checkpoint = { step: number; weights: Float32Array };

/** The first step after `step` of 1, 2, 5, 10, 20, 50, …: always kept, for early on most changes in few steps. */
export function nextMilestone(step: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, step)));
  const multiple = [1, 2, 5, 10].find((each) => each * power > step) ?? 10;
  return multiple * power;
}

/** More than these stand closer than a playhead can tell apart. */
const MOST_KEPT = 200;

/**
 * Kept steps of a run, ascending. When the budget is full, every second one of the older half goes:
 * the past stays covered from the first step on, more coarsely the older it is.
 */
export class Checkpoints {
  private kept: Checkpoint[] = [];
  private readonly capacity: number;

  /** @param budgetBytes what all kept weights together may take; at least 8 are kept. */
  constructor(weightCount: number, budgetBytes: number, kept: readonly Checkpoint[] = []) {
    this.capacity = Math.max(8, Math.min(MOST_KEPT, Math.floor(budgetBytes / (4 * weightCount))));
    for (const checkpoint of kept) this.add(checkpoint);
  }

  /** Keeps one more; a checkpoint of a step already kept replaces it. */
  add(checkpoint: Checkpoint): void {
    this.kept = this.kept.filter(({ step }) => step < checkpoint.step);
    this.kept.push(checkpoint);
    if (this.kept.length > this.capacity) {
      const half = this.kept.length >> 1;
      this.kept = this.kept.filter((_, i) => i >= half || i % 2 === 0);
    }
  }

  /** Forgets what came after a step (the run went back to it). */
  truncate(step: number): void {
    this.kept = this.kept.filter((checkpoint) => checkpoint.step <= step);
  }

  steps(): Float64Array {
    return Float64Array.from(this.kept, ({ step }) => step);
  }

  exact(step: number): Checkpoint | undefined {
    return this.kept.find((checkpoint) => checkpoint.step === step);
  }

  /** The kept step nearest to the one named; the earlier of two equally near. Null names none. */
  nearest(step: number | null): Checkpoint | undefined {
    if (step === null) return undefined;
    let best: Checkpoint | undefined;
    for (const checkpoint of this.kept) {
      if (!best || Math.abs(checkpoint.step - step) < Math.abs(best.step - step)) best = checkpoint;
    }
    return best;
  }

  /** About `count` kept ones spread so that early steps, where most changes, are not lost: evenly in log(step). */
  selection(count: number): Checkpoint[] {
    if (this.kept.length <= count) return [...this.kept];
    const last = this.kept[this.kept.length - 1]?.step ?? 0;
    const chosen = new Set<Checkpoint>();
    for (let i = 0; i < count; i++) {
      const near = this.nearest(Math.expm1((Math.log1p(last) * i) / (count - 1)));
      if (near) chosen.add(near);
    }
    return [...chosen];
  }
}
