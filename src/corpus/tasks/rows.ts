import type { Batch } from '#lexicon/batch.ts';
import type { Objective } from '#lexicon/config.ts';
import type { ExampleSpans } from '#lexicon/messages.ts';
import { rng } from '#math/random.ts';

/** What rows are made of: one example each, closed by `padId` where it is shorter than the longest. */
export type RowOptions = {
  ids: Int32Array;
  spans: ExampleSpans;
  /** The longest row, n_ctx. Of a longer example the beginning falls off. */
  T: number;
  objective: Objective;
  maskId: number | null;
  padId: number;
};

const at = (values: Int32Array, i: number): number => values[i] ?? 0;

/** Tokens of the longest example. */
export function longestExample({ from, to }: ExampleSpans): number {
  return to.reduce((most, end, i) => Math.max(most, end - at(from, i)), 0);
}

/** The inputs of an example as ids, and of each the token that is scored there or −1. */
export function askExample(options: Omit<RowOptions, 'T' | 'padId'>, example: number): { ids: number[]; targets: number[] } {
  const { ids, spans, objective, maskId } = options;
  const [from, answer, scored, to] = [spans.from, spans.answer, spans.scored, spans.to].map((each) => at(each, example)) as [
    number,
    number,
    number,
    number,
  ];
  const isScored = (i: number): boolean => i >= answer && i < scored;
  const row: { ids: number[]; targets: number[] } = { ids: [], targets: [] };
  if (objective === 'causal') {
    for (let i = from; i + 1 < to; i++) {
      row.ids.push(at(ids, i));
      row.targets.push(isScored(i + 1) ? at(ids, i + 1) : -1);
    }
    return row;
  }
  if (maskId === null) throw new Error('askExample: the masked objective wants a tokenizer with [MASK], got none');
  for (let i = from; i < to; i++) {
    row.ids.push(isScored(i) ? maskId : at(ids, i));
    row.targets.push(isScored(i) ? at(ids, i) : -1);
  }
  return row;
}

/** A batch of the named examples, all rows as long as the longest of the whole task needs. */
export function exampleBatch(options: RowOptions, examples: readonly number[]): Batch {
  const needed = longestExample(options.spans) - (options.objective === 'causal' ? 1 : 0);
  const T = Math.max(1, Math.min(options.T, needed));
  const B = examples.length;
  const batch = { ids: new Int32Array(B * T).fill(options.padId), targets: new Int32Array(B * T).fill(-1), B, T };
  examples.forEach((example, b) => {
    const { ids, targets } = askExample(options, example);
    batch.ids.set(ids.slice(-T), b * T);
    batch.targets.set(targets.slice(-T), b * T);
  });
  return batch;
}

/** The batch of one training step: B of the training examples, drawn from the stream `rng(seed, 'examples', step)`. */
export function sampleExamples(options: RowOptions & { B: number; seed: number; step: number }): Batch {
  const uniform = rng(options.seed, 'examples', options.step);
  const drawn = Array.from({ length: options.B }, () => Math.floor(uniform() * options.spans.train));
  return exampleBatch(options, drawn);
}

/** Up to `most` of the examples `from` to before `to`, spread evenly, the same at every call. */
export function spreadExamples(from: number, to: number, most: number): number[] {
  const count = Math.max(0, Math.min(most, to - from));
  return Array.from({ length: count }, (_, i) => from + Math.floor((i * (to - from)) / count));
}

/** The same examples at every call, in batches of at most B. */
export function exampleBatches(options: RowOptions & { B: number; from: number; to: number; most: number }): Batch[] {
  const chosen = spreadExamples(options.from, options.to, options.most);
  const batches: Batch[] = [];
  for (let i = 0; i < chosen.length; i += options.B) batches.push(exampleBatch(options, chosen.slice(i, i + options.B)));
  return batches;
}
