import type { Evaluation, MetricColumns, SampledText, TaskScore } from '#lexicon/messages.ts';

/** A history as files and the database hold it. */
export type Recorded = {
  metrics: MetricColumns;
  evaluations: readonly Evaluation[];
  samples: readonly SampledText[];
  scores: readonly TaskScore[];
};
/** More steps than these no chart can tell apart: about 5 MiB. */
export const MOST_ROWS = 1 << 18;

type Row = { step: number; loss: number; gradNorm: number; learningRate: number };

function columns(length: number): MetricColumns {
  return {
    step: new Float64Array(length),
    loss: new Float32Array(length),
    gradNorm: new Float32Array(length),
    learningRate: new Float32Array(length),
  };
}

/**
 * Scalars of the steps, evaluations and sampled texts of one run. Columns double when full; when there are `MOST_ROWS`
 * steps, every second one of the older half goes: the past stays covered, more coarsely the older it is.
 */
export class History {
  private rows = columns(1024);
  private used = 0;
  evaluations: Evaluation[] = [];
  samples: SampledText[] = [];
  /** Of a task: how well its answers were, ascending by step. */
  scores: TaskScore[] = [];
  /** Grows when rows that were there are forgotten: what was kept of them elsewhere is no longer true. */
  epoch = 0;

  /** A history as it was recorded. */
  static from({ metrics, evaluations, samples, scores }: Recorded): History {
    const history = new History();
    history.rows = metrics;
    history.used = metrics.step.length;
    history.evaluations = [...evaluations];
    history.samples = [...samples];
    history.scores = [...scores];
    return history;
  }

  get length(): number {
    return this.used;
  }

  push(row: Row): void {
    if (this.used >= MOST_ROWS) this.thin();
    if (this.used === this.rows.step.length) this.rows = this.copied(0, Math.max(1024, 2 * this.used));
    const { rows, used } = this;
    rows.step[used] = row.step;
    rows.loss[used] = row.loss;
    rows.gradNorm[used] = row.gradNorm;
    rows.learningRate[used] = row.learningRate;
    this.used++;
  }

  /** A copy of the rows from `first` on. */
  since(first: number): MetricColumns {
    return this.copied(first, this.used - first);
  }

  /** The newest row. */
  last(): Row | undefined {
    const { rows, used } = this;
    const [step, loss] = [rows.step[used - 1], rows.loss[used - 1]];
    if (step === undefined || loss === undefined || used === 0) return undefined;
    return {
      step,
      loss,
      gradNorm: rows.gradNorm[used - 1] ?? Number.NaN,
      learningRate: rows.learningRate[used - 1] ?? Number.NaN,
    };
  }

  /** A copy of the rows `from` to before `to`. */
  between(from: number, to: number): MetricColumns {
    return this.copied(from, Math.max(0, to - from));
  }

  /** How many rows there are of steps up to this one. */
  countUpTo(step: number): number {
    let count = this.used;
    while (count > 0 && (this.rows.step[count - 1] ?? 0) > step) count--;
    return count;
  }

  lastLoss(): number {
    return this.used > 0 ? (this.rows.loss[this.used - 1] ?? Number.NaN) : Number.NaN;
  }

  lastValLoss(): number {
    return this.evaluations.at(-1)?.valLoss ?? Number.NaN;
  }

  /** Keeps a task's score; a newer one of the same step takes the place of the older. */
  score(row: TaskScore): void {
    if (this.scores.some(({ step }) => step === row.step)) this.epoch++;
    this.scores = [...this.scores.filter(({ step }) => step !== row.step), row].toSorted((a, b) => a.step - b.step);
  }

  /** Forgets all after a step. */
  truncate(step: number): void {
    this.epoch++;
    while (this.used > 0 && (this.rows.step[this.used - 1] ?? 0) > step) this.used--;
    this.evaluations = this.evaluations.filter((row) => row.step <= step);
    this.samples = this.samples.filter((row) => row.step <= step);
    this.scores = this.scores.filter((row) => row.step <= step);
  }

  private thin(): void {
    this.epoch++;
    const half = this.used >> 1;
    let kept = 0;
    for (let at = 0; at < this.used; at += at < half ? 2 : 1) {
      for (const column of Object.values(this.rows)) column[kept] = column[at] ?? Number.NaN;
      kept++;
    }
    this.used = kept;
  }

  private copied(first: number, length: number): MetricColumns {
    const copy = columns(length);
    const end = Math.min(this.used, first + length);
    copy.step.set(this.rows.step.subarray(first, end));
    copy.loss.set(this.rows.loss.subarray(first, end));
    copy.gradNorm.set(this.rows.gradNorm.subarray(first, end));
    copy.learningRate.set(this.rows.learningRate.subarray(first, end));
    return copy;
  }
}
