import { countGpu } from '#engine/gpuCounts.ts';
import type { GpuCounts } from '#engine/gpuCounts.ts';
import type { Contestant, Entry, Place, Task } from './contestant.ts';

/** What was found of one contestant at one size. Times in milliseconds. */
export type Row = {
  name: string;
  place: Place;
  threads: number;
  /** Why it could not take part, or go on; its times are those until then. */
  failure?: string;
  /** From nothing to the first loss: building, compiling, one step. */
  ready?: number;
  /**
   * Over all timed steps the median and the fastest, and the smallest and greatest median of a round. Reading the loss is
   * included.
   */
  step?: { median: number; fastest: number; least: number; most: number; count: number };
  /** Median time until the JavaScript of a step has returned. */
  queue?: number;
  /** Of one whole step, reading the loss included. */
  gpu?: GpuCounts;
  /** In nats, of the first steps; empty for what has none. */
  losses?: number[];
};

/** Steps whose losses are kept for comparison, and how long those from the third on may take together. */
const COMPARED_STEPS = 10;
const COMPARED_MS = 20_000;
/** Losses in nats that lie farther apart than this are not those of the same training. */
const LOSS_TOLERANCE = 1e-3;
/** What a contestant may take of a round, in time and steps. */
const ROUND_MS = 400;
const ROUND_STEPS = 200;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [a = Number.NaN, b = Number.NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (a + b) / 2;
}

/** A contestant in the race, and what is known of it so far. */
type Runner = { row: Row; contestant: Contestant; step: number; perRound: number; rounds: number[][]; queued: number[] };

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Builds a contestant, takes its first steps and counts what they ask of the GPU. */
async function begin({ name, place, threads = 1, build }: Entry, task: Task): Promise<Row | Runner> {
  const row: Row = { name, place, threads };
  try {
    const began = performance.now();
    const contestant = await build(task);
    const losses: number[] = [];
    const take = async (step: number): Promise<void> => {
      contestant.queue(step);
      const loss = await contestant.loss();
      if (loss !== null) losses.push(loss);
    };
    await take(1);
    row.ready = performance.now() - began;
    row.losses = losses;
    row.gpu = await countGpu(() => take(2));
    const compared = performance.now();
    let [step, ms] = [2, 0];
    while (step < COMPARED_STEPS && (step === 2 || performance.now() - compared < COMPARED_MS)) {
      const start = performance.now();
      await take(++step);
      ms = performance.now() - start;
    }
    const perRound = Math.max(1, Math.min(ROUND_STEPS, Math.round(ROUND_MS / ms)));
    return { row, contestant, step, perRound, rounds: [], queued: [] };
  } catch (error) {
    return { ...row, failure: messageOf(error) };
  }
}

/** One turn: as many steps as fit, each timed up to its loss, after one that is not counted. */
async function turn(runner: Runner): Promise<void> {
  const { contestant } = runner;
  await contestant.enter();
  const times: number[] = [];
  const untimed = runner.perRound > 1 ? 1 : 0;
  for (let i = -untimed; i < runner.perRound; i++) {
    const began = performance.now();
    contestant.queue(++runner.step);
    const queued = performance.now();
    await contestant.loss();
    if (i < 0) continue;
    times.push(performance.now() - began);
    runner.queued.push(queued - began);
  }
  runner.rounds.push(times);
}

function finish({ row, rounds, queued }: Runner): Row {
  const medians = rounds.map(median);
  const all = rounds.flat();
  if (all.length === 0) return row;
  return {
    ...row,
    step: {
      median: median(all),
      fastest: Math.min(...all),
      least: Math.min(...medians),
      most: Math.max(...medians),
      count: all.length,
    },
    queue: median(queued),
  };
}

/** How far the losses of two contestants lie apart at most, over how many steps. */
function apart(a: readonly number[], b: readonly number[]): { nats: number; steps: number } {
  const steps = Math.min(a.length, b.length);
  return { nats: Math.max(0, ...a.slice(0, steps).map((loss, i) => Math.abs(loss - (b[i] ?? Number.NaN)))), steps };
}

/** Fails every row whose losses are not those of the first that has any: it computes something else. */
function compare(rows: readonly Row[]): void {
  const first = rows.find(({ losses = [], failure }) => losses.length > 0 && failure === undefined);
  for (const row of rows) {
    if (!first?.losses || !row.losses || row.losses.length === 0 || row.failure !== undefined) continue;
    const { nats, steps } = apart(row.losses, first.losses);
    if (!(nats <= LOSS_TOLERANCE))
      row.failure = `in ${steps} steps its losses are up to ${nats} nats from those of ${first.name}`;
  }
}

/**
 * Lets all contestants of a size run in turns, `rounds` times round, so that what else the machine does falls on all
 * alike; each round begins with another one. Who fails is out, and its row says why.
 */
export async function race(entries: readonly Entry[], task: Task, rounds: number, tell: (line: string) => void): Promise<Row[]> {
  const begun: (Row | Runner)[] = [];
  for (const entry of entries) {
    tell(`building ${entry.name} (${entry.place})`);
    begun.push(await begin(entry, task));
  }
  const runners = begun.filter((each) => 'contestant' in each);
  for (let round = 0; round < rounds; round++) {
    tell(`round ${round + 1} of ${rounds}`);
    for (let i = 0; i < runners.length; i++) {
      const runner = runners[(i + round) % runners.length];
      if (!runner || runner.row.failure !== undefined) continue;
      try {
        await turn(runner);
      } catch (error) {
        runner.row.failure = messageOf(error);
      }
    }
  }
  const rows = begun.map((each) => ('contestant' in each ? finish(each) : each));
  compare(rows);
  runners.forEach(({ contestant }) => contestant.dispose());
  return rows;
}
