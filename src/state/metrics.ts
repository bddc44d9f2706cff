import type { Evaluation, MetricColumns } from '#lexicon/messages.ts';

type Column = Float32Array | Float64Array;

/** The metrics of a run, one entry a training step, in columns that grow. Lives outside the store. */
export type Metrics = {
  /** Adds steps; with `all` they replace everything. Steps that were known already (after going back) are overwritten. */
  append: (columns: MetricColumns, all: boolean) => void;
  evaluate: (rows: readonly Evaluation[], all: boolean) => void;
  /** Views of what is known, without a copy; valid until the next `append`. */
  columns: () => MetricColumns;
  evaluations: () => readonly Evaluation[];
  last: () => { step: number; loss: number; gradNorm: number; learningRate: number } | null;
  clear: () => void;
};

const NAMES = ['step', 'loss', 'gradNorm', 'learningRate'] as const;

function emptyColumns(capacity: number): MetricColumns {
  return {
    step: new Float64Array(capacity),
    loss: new Float32Array(capacity),
    gradNorm: new Float32Array(capacity),
    learningRate: new Float32Array(capacity),
  };
}

/** The number of entries of an ascending column that lie before `step`. */
export function countBefore(column: Column, length: number, step: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((column[middle] ?? Infinity) < step) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** No steps yet. */
export function createMetrics(): Metrics {
  let kept = emptyColumns(1024);
  let length = 0;
  let rows: Evaluation[] = [];

  const reserve = (needed: number): void => {
    if (needed <= kept.step.length) return;
    const grown = emptyColumns(Math.max(needed, 2 * kept.step.length));
    for (const name of NAMES) grown[name].set(kept[name].subarray(0, length));
    kept = grown;
  };

  return {
    append(columns, all) {
      const first = columns.step[0];
      if (all) length = 0;
      else if (first !== undefined) length = countBefore(kept.step, length, first);
      reserve(length + columns.step.length);
      for (const name of NAMES) kept[name].set(columns[name], length);
      length += columns.step.length;
    },
    evaluate(added, all) {
      const first = added[0]?.step ?? Infinity;
      rows = [...(all ? [] : rows.filter(({ step }) => step < first)), ...added];
    },
    columns: () => ({
      step: kept.step.subarray(0, length),
      loss: kept.loss.subarray(0, length),
      gradNorm: kept.gradNorm.subarray(0, length),
      learningRate: kept.learningRate.subarray(0, length),
    }),
    evaluations: () => rows,
    last() {
      const [step, loss, gradNorm, learningRate] = NAMES.map((name) => kept[name][length - 1]);
      if (length === 0 || step === undefined || loss === undefined) return null;
      return { step, loss, gradNorm: gradNorm ?? NaN, learningRate: learningRate ?? NaN };
    },
    clear() {
      length = 0;
      rows = [];
    },
  };
}

/** The page's one set of metrics. */
export const runMetrics = createMetrics();
