import type { DBSchema } from 'idb';
import type { RunConfig } from '#lexicon/config.ts';
import type { Recorded } from '../history.ts';
import type { Pasted } from '../run.ts';
import type { TokenizerData } from '#corpus/tokenizers/tokenizer.ts';

/** The head of a kept run: all that the library lists, and where the rest lies. */
export type RunRecord = {
  key: string;
  name: string;
  createdMs: number;
  savedMs: number;
  /** When it was last opened from the library; 0 for never. */
  openedMs: number;
  /** When it was taken out of the library; null while it is in it. */
  deletedMs: number | null;
  step: number;
  playhead: number | null;
  config: RunConfig;
  ids: Int32Array;
  parameters: number;
  bytes: number;
  curve: Float32Array;
  /** Rows in the logs. */
  rows: LogCounts;
  /** Grows with each save: who writes knows by it that nobody else has. */
  generation: number;
  /** The generation under which the pieces of the newest state lie. */
  stateGeneration: number;
};

/** What the model learns from, and how it is cut: written once, and told apart from another run's by its length and ends. */
export type TextRecord = {
  raw: string;
  pasted: Pasted | null;
  tokenizer: TokenizerData;
  /** The weights that fine-tuning began with. */
  base?: Float32Array;
};

/** Rows that only grow, in chunks: a save writes the chunks that have new rows. */
export type Logs = Recorded;
export type LogKind = keyof Logs;
export type LogCounts = Record<LogKind, number>;
export const LOG_KINDS = ['metrics', 'evaluations', 'samples', 'scores'] as const satisfies readonly LogKind[];
/** Rows of one chunk. */
export const CHUNK_ROWS: LogCounts = { metrics: 1024, evaluations: 256, samples: 32, scores: 256 };

export type LogChunk = { [K in LogKind]: { kind: K; chunk: number; rows: Logs[K] } }[LogKind];

/** The tables. Keys that begin with a run's key are all of that run. */
export type Tables = DBSchema & {
  runs: { key: string; value: RunRecord };
  texts: { key: string; value: TextRecord };
  /** Weights, m and v one after the other, in pieces: [run, generation, index]. */
  pieces: { key: [string, number, number]; value: Float32Array };
  /** [run, kind, chunk] */
  logs: { key: [string, LogKind, number]; value: Logs[LogKind] };
  /** [run, step] */
  checkpoints: { key: [string, number]; value: Float32Array };
};
export const TABLES = ['runs', 'texts', 'pieces', 'logs', 'checkpoints'] as const;
