import type { RunConfig } from './config.ts';
import type { Field } from './fields.ts';
import type { Intervention } from './interventions.ts';
import type { Problem } from './problems.ts';
import type { BreakId } from './writing.ts';
import type {
  BackendInfo,
  Evaluation,
  Frame,
  KeepingState,
  MetricColumns,
  RunInfo,
  SampledText,
  TaskOffer,
  TaskReport,
  TaskScore,
  TextInfo,
  TrainingState,
} from './messages.ts';

/** What the worker tells the page. Complete: nothing else is ever posted by it. */

export type Events = {
  /** The worker holds the lock of this name (Web Locks) for as long as it lives. */
  alive: { lock: string };
  catalogue: { fields: readonly Field[]; defaults: RunConfig; budgetMiB: number; tasks: readonly TaskOffer[] };
  backend: BackendInfo;
  run: RunInfo;
  text: TextInfo & { runId: number };
  state: { runId: number; state: TrainingState; tokensPerSecond: number; msPerStep: number; trainer: string };
  /** Steps since the last such event; `all` replaces what was known (after opening or going back). */
  metrics: { runId: number; columns: MetricColumns; all: boolean };
  evaluations: { runId: number; rows: readonly Evaluation[]; all: boolean };
  /** The kept steps, ascending: where the playhead can stand. */
  checkpoints: { runId: number; steps: Float64Array };
  frame: Frame;
  samples: { runId: number; rows: readonly SampledText[]; all: boolean };
  /** All scores of the run so far, ascending by step. */
  taskScores: { runId: number; rows: readonly TaskScore[] };
  taskReport: TaskReport;
  /** A task that lasts; `fraction` from 0 to 1, 1 ends it. */
  progress: {
    task:
      | 'tokenize'
      | 'build'
      | 'backend'
      | 'generate'
      | 'scan'
      | 'trace'
      | 'score'
      | 'latent'
      | 'ablate'
      | 'twins'
      | 'patch'
      | 'examine'
      | 'tuneReport';
    fraction: number;
  };
  /** What becomes of the running model. `key` is its place in the library, `step` the newest one saved, `playhead` where it was left. */
  keeping: {
    state: KeepingState;
    key: string | null;
    name: string;
    step: number | null;
    playhead: number | null;
    /** Grows with every change of the library, also by other tabs. */
    version: number;
  };
  /** The changes of the forward pass that are in force. */
  interventions: { runId: number; list: readonly Intervention[] };
  /** How far twins have come that are being trained: their losses so far, in nats a token. */
  twinLosses: { broken: BreakId; steps: number; intact: Float32Array; changed: Float32Array };
  /** Something went wrong that nobody asked about (divergence, a lost device). */
  failure: Problem;
};
export type EventName = keyof Events;
export type EngineEvent = { [N in EventName]: { type: 'event'; name: N; value: Events[N] } }[EventName];
export type Reply =
  | { type: 'reply'; id: number; ok: true; value: unknown }
  | { type: 'reply'; id: number; ok: false; problem: Problem };
export type FromEngine = EngineEvent | Reply;

export type EventHandlers = { [N in EventName]: (value: Events[N]) => void };

/** Hands an event to its handler; a missing handler does not compile. */
export function dispatch<N extends EventName>(handlers: EventHandlers, name: N, value: Events[N]): void {
  handlers[name](value);
}
