import type { RunConfig } from '#lexicon/config.ts';
import type { Batch } from '#lexicon/batch.ts';
import type { StepSettings } from '#model/trainer.ts';

/** Where a contestant computes. */
export type Place = 'wasm' | 'webgpu';

/** What all contestants of one size are given: the same model, weights, optimizer and batches. */
export type Task = {
  config: RunConfig;
  /** Initial weights in the flat layout of `weightLayout`. */
  weights: Float32Array;
  /** The batch [B,T] of a step, counted from 1. */
  batchAt: (step: number) => Batch;
  /** Adam without decay and without clipping, the same rate at every step. */
  settingsAt: (step: number) => StepSettings;
};

/** One implementation of the training step, ready to run. */
export type Contestant = {
  /** Makes its backend the current one where it shares a library with others; never timed. */
  enter: () => Promise<void>;
  /** Does or queues the update of a step: all the JavaScript it takes. */
  queue: (step: number) => void;
  /** The loss of the queued step in nats, null for what has none; resolves when the step has been computed. */
  loss: () => Promise<number | null>;
  dispose: () => void;
};

/** A contestant not yet built. Building may fail; then it is reported as failed. */
export type Entry = {
  name: string;
  place: Place;
  /** CPU threads it computes with, 1 if absent; no matter on a GPU. */
  threads?: number;
  build: (task: Task) => Promise<Contestant>;
};
