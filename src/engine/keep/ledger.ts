import type { RunConfig } from '#lexicon/config.ts';
import { weightLayout } from '#lexicon/weights.ts';
import type { TrainerState } from '#model/trainer.ts';
import type { Checkpoint } from '../checkpoints.ts';
import type { Run, RunText } from '../run.ts';
import { CHUNK_ROWS, LOG_KINDS } from './records.ts';
import type { LogChunk, LogCounts, LogKind, Logs, TextRecord } from './records.ts';
import type { Loaded, Save } from './store.ts';
import { curveOf, nameOf } from './summary.ts';

/** More kept steps than these of one run are not stored: a playhead that comes back finds the past a little coarser. */
const MOST_STORED = 64;
const STORED_BYTES = 24 * 2 ** 20;
/** What one save may add in checkpoints, so that no save is long; at least one. */
const ADDED_BYTES = 2 ** 20;
const MOST_ADDED = 16;

/** What is known to be stored of one run: the next save writes what differs from it. */
export type Ledger = {
  key: string;
  name: string;
  createdMs: number;
  /** 0 before the first save. */
  generation: number;
  step: number | null;
  config: RunConfig | null;
  ids: Int32Array | null;
  playhead: number | null;
  /** Weights set by hand, counted. */
  edits: number;
  epoch: number;
  rows: LogCounts;
  /** Stored steps; the weights are held weakly, only to tell whether they are still those of the run. */
  checkpoints: ReadonlyMap<number, WeakRef<Float32Array>>;
};

/** The moment to be saved. `state` is null when the stored one is the same. */
export type Point = { step: number; state: TrainerState | null; playhead: number | null; edits: number };

const NO_ROWS: LogCounts = { metrics: 0, evaluations: 0, samples: 0, scores: 0 };

/** Of a run of which nothing is stored yet. */
export function emptyLedger(run: Run, key: string, createdMs: number, name?: string): Ledger {
  return {
    key,
    name: name ?? nameOf(run.text?.info.text ?? ''),
    createdMs,
    generation: 0,
    step: null,
    config: null,
    ids: null,
    playhead: null,
    edits: run.edits ?? 0,
    epoch: run.history.epoch,
    rows: NO_ROWS,
    checkpoints: new Map(),
  };
}

/** Of a run as it was read from the store, opened as `run`. */
export function ledgerOf({ head, checkpoints }: Loaded, run: Run): Ledger {
  return {
    key: head.key,
    name: head.name,
    createdMs: head.createdMs,
    generation: head.generation,
    step: head.step,
    config: run.config,
    ids: run.ids,
    playhead: head.playhead,
    edits: run.edits ?? 0,
    epoch: run.history.epoch,
    // A run that was kept before scores were has no number of them.
    rows: { ...NO_ROWS, ...head.rows },
    checkpoints: new Map(checkpoints.map(({ step, weights }) => [step, new WeakRef(weights)])),
  };
}

/** Whether a run is stored that nobody ever trained: a model on the way to another one. */
export function isOnlyTried({ generation, step, edits, rows }: Ledger): boolean {
  return generation > 0 && step === 0 && edits === 0 && rows.metrics === 0;
}

/** How many of a list, whose steps ascend, are of steps up to this one. */
function upTo(rows: readonly { step: number }[], step: number): number {
  let count = rows.length;
  while (count > 0 && (rows[count - 1]?.step ?? 0) > step) count--;
  return count;
}

/** The chunks from the first that has new rows to the last; none where nothing is new. */
export function chunksFrom(
  kept: LogCounts,
  now: LogCounts,
  rowsOf: (kind: LogKind, from: number, to: number) => Logs[LogKind],
): LogChunk[] {
  return LOG_KINDS.flatMap((kind) => {
    if (kept[kind] === now[kind]) return [];
    const size = CHUNK_ROWS[kind];
    const first = Math.floor(Math.min(kept[kind], now[kind]) / size);
    const count = Math.max(0, Math.ceil(now[kind] / size) - first);
    return Array.from({ length: count }, (_, i) => {
      const chunk = first + i;
      return { kind, chunk, rows: rowsOf(kind, chunk * size, Math.min(now[kind], (chunk + 1) * size)) } as LogChunk;
    });
  });
}

/** So many of a list, spread evenly, the last among them. */
function spread<T>(list: readonly T[], count: number): T[] {
  if (list.length <= count) return [...list];
  return Array.from({ length: count }, (_, i) => list[Math.ceil(((i + 1) * list.length) / count) - 1]).filter(
    (each): each is T => each !== undefined,
  );
}

/** Which checkpoints a save adds and lets go: what is stored thins out as the engine's own list does, the older the coarser. */
function pickCheckpoints(
  run: Run,
  ledger: Ledger,
  step: number,
): { added: Checkpoint[]; dropped: number[]; stored: Map<number, WeakRef<Float32Array>> } {
  const bytes = 4 * weightLayout(run.config).length;
  const rewritten = ledger.epoch !== run.history.epoch;
  const stale = [...ledger.checkpoints]
    .filter(([at, weights]) => rewritten && run.checkpoints.exact(at)?.weights !== weights.deref())
    .map(([at]) => at);
  const stored = new Map([...ledger.checkpoints].filter(([at]) => !stale.includes(at)));
  const newest = Math.max(-1, ...stored.keys());
  const fresh = Array.from(run.checkpoints.steps()).filter((at) => at > newest && at <= step);
  const first = ledger.checkpoints.size === 0 ? MOST_STORED : MOST_ADDED;
  const count = Math.max(1, Math.min(first, Math.floor(ADDED_BYTES / bytes)));
  const added = spread(fresh, count).flatMap((at) => run.checkpoints.exact(at) ?? []);
  for (const { step: at, weights } of added) stored.set(at, new WeakRef(weights));
  const capacity = Math.max(4, Math.min(MOST_STORED, Math.floor(STORED_BYTES / bytes)));
  const steps = [...stored.keys()];
  const thinned = steps.length > capacity ? steps.filter((_, i) => i < steps.length >> 1 && i % 2 === 1) : [];
  for (const at of thinned) stored.delete(at);
  return {
    added: added.filter((each) => stored.has(each.step)),
    dropped: [...stale, ...thinned].filter((at) => ledger.checkpoints.has(at)),
    stored,
  };
}

function bytesOf(run: Run, rows: LogCounts, checkpoints: number): number {
  const { length } = weightLayout(run.config);
  return 4 * length * (3 + checkpoints) + 20 * rows.metrics + 3 * (run.text?.raw.length ?? 0);
}

function textOf({ base }: Run, { raw, pasted, tokenizer }: RunText): TextRecord {
  return { raw, pasted: pasted ?? null, tokenizer: tokenizer.toJSON(), ...(base ? { base } : {}) };
}

/** What a save has to write, and the ledger as it is once it is written; null when nothing has changed. */
export function changesSince(run: Run, ledger: Ledger, point: Point, savedMs: number): { save: Save; after: Ledger } | null {
  const { history, text, config, ids } = run;
  const { step, playhead, edits } = point;
  const rows: LogCounts = {
    metrics: history.countUpTo(step),
    evaluations: upTo(history.evaluations, step),
    samples: upTo(history.samples, step),
    scores: upTo(history.scores, step),
  };
  const known = ledger.epoch === history.epoch ? ledger.rows : NO_ROWS;
  const logs = chunksFrom(known, rows, (kind, from, to) =>
    kind === 'metrics' ? history.between(from, to) : history[kind].slice(from, to),
  );
  const same = ledger.config === config && ledger.ids === ids && ledger.playhead === playhead && ledger.epoch === history.epoch;
  if (!text || (same && point.state === null && logs.length === 0)) return null;
  const { added, dropped, stored } = pickCheckpoints(run, ledger, step);
  const { key, name, createdMs, generation } = ledger;
  const head: Save['head'] = {
    key,
    name,
    createdMs,
    savedMs,
    openedMs: savedMs,
    deletedMs: null,
    step,
    playhead,
    config,
    ids,
    parameters: weightLayout(config).parameters,
    bytes: bytesOf(run, rows, stored.size),
    curve: curveOf(history, rows.metrics),
    rows,
  };
  return {
    save: {
      head,
      generation,
      text: generation === 0 ? textOf(run, text) : null,
      state: point.state,
      logs,
      checkpoints: added,
      dropped,
      instead: null,
    },
    after: {
      key,
      name,
      createdMs,
      generation,
      step,
      config,
      ids,
      playhead,
      edits,
      epoch: history.epoch,
      rows,
      checkpoints: stored,
    },
  };
}
