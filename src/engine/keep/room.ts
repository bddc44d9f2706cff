import type { ModelConfig } from '#lexicon/config.ts';
import { weightLayout } from '#lexicon/weights.ts';
import type { KeepingState } from '#lexicon/messages.ts';
import { problem } from '#lexicon/problems.ts';
import type { Problem } from '#lexicon/problems.ts';
import type { Emit } from '../emit.ts';
import type { KeepStore, Save } from './store.ts';

/** Each time the oldest run that has some gives half of its earlier states; after so many, there is no more to gain. */
const MOST_THINNINGS = 12;
const MIB = 2 ** 20;

/** While training, saves are at least so far apart, and so many times their own cost: a fortieth of the time at most. */
const SAVE_EVERY_MS = 2000;
const COST_SHARE = 40;
/** What a save counts as at most: a machine that slept in the middle of one was not busy. */
const MOST_BUSY_MS = 1500;
/** What the browser may be given to write in the meantime: it does so beside the training, on a processor that this one needs. */
const BYTES_A_MS = 3000;

/** With a full storage the next attempt waits. */
const RETRY_MS = 30_000;

/** A model whose weights and moments take more is saved as a file or not at all: the browser would write for minutes. */
const MOST_BYTES = 256 * MIB;

/** Whether a model is too large to be saved by itself. */
export function isTooLarge(config: ModelConfig): boolean {
  return 12 * weightLayout(config).length > MOST_BYTES;
}

/** When the next save is due. */
export class Pace {
  private atMs = Number.NEGATIVE_INFINITY;
  private restMs = 0;
  private hasFailed = false;

  /** Whether to save what has changed now: at once while the model rests, unless the last attempt failed. */
  isDue(training: boolean): boolean {
    return (!training && !this.hasFailed) || performance.now() - this.atMs >= this.restMs;
  }

  /** A save is over that kept the worker busy for so long. */
  saved({ state, checkpoints }: Save, busyMs: number): void {
    const bytes =
      (state ? 3 * state.weights.byteLength : 0) + checkpoints.reduce((sum, { weights }) => sum + weights.byteLength, 0);
    this.rest(Math.max(SAVE_EVERY_MS, COST_SHARE * Math.min(busyMs, MOST_BUSY_MS), bytes / BYTES_A_MS), false);
  }

  failed(): void {
    this.rest(RETRY_MS, true);
  }

  private rest(ms: number, hasFailed: boolean): void {
    this.atMs = performance.now();
    this.restMs = ms;
    this.hasFailed = hasFailed;
  }
}

const isQuota = (error: unknown): boolean => error instanceof Error && error.name === 'QuotaExceededError';

/** What saving asks of a store. */
export type Room = Pick<KeepStore, 'save' | 'thin'>;

/** Saves once more where the browser ended a save, as it does when a tab sleeps in the middle of one and others wait for it. */
async function saveThrough(store: Room, save: Save): ReturnType<KeepStore['save']> {
  try {
    return await store.save(save);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
    return store.save(save);
  }
}

/**
 * Saves. Where the storage is full, makes room among the earlier states of the oldest runs first, and leaves out those
 * of this one; `thinned` says how many went.
 * @throws what the store throws when there is nothing left to let go
 */
export async function saveWithRoom(
  store: Room,
  save: Save,
): Promise<Awaited<ReturnType<KeepStore['save']>> & { thinned: number }> {
  let thinned = 0;
  for (let attempt = 0; ; attempt++) {
    try {
      return { ...(await saveThrough(store, attempt === 0 ? save : { ...save, checkpoints: [] })), thinned };
    } catch (error) {
      if (!isQuota(error) || attempt >= MOST_THINNINGS) throw error;
      const went = await store.thin();
      if (went === 0) throw error;
      thinned += went;
    }
  }
}

/** Says that something cannot be kept: once, until it can again. */
export class Complaints {
  private said: string | null = null;
  private readonly emit: Emit;

  constructor(emit: Emit) {
    this.emit = emit;
  }

  /** All is well again. */
  over(): void {
    this.said = null;
  }

  /** What an error of the store means for keeping. */
  async say(error: unknown): Promise<KeepingState> {
    const reason = error instanceof Error ? error.message : String(error);
    if (!isQuota(error)) return this.denied(reason);
    const { usage, quota } = await estimate();
    this.once(problem('storageFull', { usedMiB: Math.round((usage ?? 0) / MIB), quotaMiB: Math.round((quota ?? 0) / MIB) }));
    return 'full';
  }

  denied(reason: string): KeepingState {
    this.once(problem('storageDenied', { reason }));
    return 'denied';
  }

  private once(what: Problem): void {
    if (this.said === what.code) return;
    this.said = what.code;
    this.emit('failure', what);
  }
}

/** What the page's storage takes and may take, where the browser tells. */
export async function estimate(): Promise<StorageEstimate> {
  const storage = globalThis.navigator?.storage as StorageManager | undefined;
  try {
    return (await storage?.estimate()) ?? {};
  } catch {
    return {};
  }
}
