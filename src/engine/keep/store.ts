import { openDB } from 'idb';
import type { IDBPDatabase, IDBPTransaction } from 'idb';
import type { TrainerState } from '#model/trainer.ts';
import { CHUNK_ROWS, TABLES } from './records.ts';
import type { LogChunk, LogKind, Logs, RunRecord, Tables, TextRecord } from './records.ts';

const NAME = 'glassformer';
const VERSION = 1;
/** Floats of one piece of a state: small enough that handing it over blocks a training step for a millisecond at most. */
const PIECE_FLOATS = 1 << 18;

/** All that one save writes; what has not changed since the last one is left out. */
export type Save = {
  head: Omit<RunRecord, 'generation' | 'stateGeneration'>;
  /** The generation that the writer knows; 0 for a run that is not there yet. */
  generation: number;
  text: TextRecord | null;
  state: TrainerState | null;
  logs: readonly LogChunk[];
  checkpoints: readonly { step: number; weights: Float32Array }[];
  /** Steps whose checkpoints are let go. */
  dropped: readonly number[];
  /** Another run whose place this one takes. */
  instead: string | null;
};

/** A kept run, read whole. */
export type Loaded = {
  head: RunRecord;
  text: TextRecord;
  state: TrainerState;
  logs: Logs;
  checkpoints: { step: number; weights: Float32Array }[];
};

/** Somebody else has written the run meanwhile, or it is gone: nothing was saved. */
export class Outdated extends Error {
  override readonly name = 'Outdated';
  readonly isThere: boolean;

  constructor(key: string, generation: number | undefined) {
    super(`generation ${generation ?? 0} of ${key}`);
    this.isThere = generation !== undefined;
  }
}

type Writing = IDBPTransaction<Tables, typeof TABLES, 'readwrite'>;

/** Every key that begins with a run's. */
const allOf = (key: string): IDBKeyRange => IDBKeyRange.bound([key], [key, []]);

/** Adds up what the synchronous part of each request takes: the time that training waits. */
type Clock = { ms: number };

async function timed<T>(clock: Clock, request: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const promise = request();
  clock.ms += performance.now() - began;
  return promise;
}

async function writePieces(tx: Writing, key: string, generation: number, state: TrainerState, clock: Clock): Promise<void> {
  let index = 0;
  for (const part of [state.weights, state.m, state.v]) {
    for (let at = 0; at < part.length; at += PIECE_FLOATS) {
      const place: [string, number, number] = [key, generation, index++];
      // One after the other: between two, the worker trains and hears messages.
      await timed(clock, () => tx.objectStore('pieces').put(part.slice(at, at + PIECE_FLOATS), place));
    }
  }
}

async function removeRun(tx: Writing, key: string): Promise<void> {
  await tx.objectStore('runs').delete(key);
  await tx.objectStore('texts').delete(key);
  for (const table of ['pieces', 'logs', 'checkpoints'] as const) await tx.objectStore(table).delete(allOf(key));
}

function joinState(pieces: readonly Float32Array[]): TrainerState {
  const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const flat = new Float32Array(total);
  let at = 0;
  for (const piece of pieces) {
    flat.set(piece, at);
    at += piece.length;
  }
  const length = total / 3;
  return { weights: flat.slice(0, length), m: flat.slice(length, 2 * length), v: flat.slice(2 * length) };
}

function joinMetrics(chunks: readonly Logs['metrics'][], rows: number): Logs['metrics'] {
  const columns = {
    step: new Float64Array(rows),
    loss: new Float32Array(rows),
    gradNorm: new Float32Array(rows),
    learningRate: new Float32Array(rows),
  };
  chunks.forEach((chunk, i) => {
    const at = i * CHUNK_ROWS.metrics;
    const length = Math.min(chunk.step.length, rows - at);
    if (length <= 0) return;
    columns.step.set(chunk.step.subarray(0, length), at);
    for (const name of ['loss', 'gradNorm', 'learningRate'] as const) columns[name].set(chunk[name].subarray(0, length), at);
  });
  return columns;
}

/** The browser's database of kept runs. Every method is one transaction: it happens whole or not at all. */
export class KeepStore {
  private readonly db: IDBPDatabase<Tables>;

  private constructor(db: IDBPDatabase<Tables>) {
    this.db = db;
  }

  /** @throws where the browser keeps nothing (a private window, a full disk, a policy) */
  static async open(onClosed: () => void): Promise<KeepStore> {
    const db = await openDB<Tables>(NAME, VERSION, {
      upgrade: (fresh) => {
        fresh.createObjectStore('runs', { keyPath: 'key' });
        for (const table of ['texts', 'pieces', 'logs', 'checkpoints'] as const) fresh.createObjectStore(table);
      },
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        onClosed();
      },
      terminated: onClosed,
    });
    return new KeepStore(db);
  }

  close(): void {
    this.db.close();
  }

  /** The heads of all runs, those taken out of the library among them, newest first. */
  async heads(): Promise<RunRecord[]> {
    const all = await this.db.getAll('runs');
    return all.toSorted((a, b) => b.savedMs - a.savedMs);
  }

  head(key: string): Promise<RunRecord | undefined> {
    return this.db.get('runs', key);
  }

  text(key: string): Promise<TextRecord | undefined> {
    return this.db.get('texts', key);
  }

  /** @throws Error when parts of it are missing */
  async load(key: string): Promise<Loaded | undefined> {
    const tx = this.db.transaction(TABLES, 'readonly');
    const head = await tx.objectStore('runs').get(key);
    if (!head) return undefined;
    const text = await tx.objectStore('texts').get(key);
    const pieces = await tx
      .objectStore('pieces')
      .getAll(IDBKeyRange.bound([key, head.stateGeneration], [key, head.stateGeneration, []]));
    const chunks = async <K extends LogKind>(kind: K): Promise<Logs[K][]> =>
      (await tx.objectStore('logs').getAll(IDBKeyRange.bound([key, kind], [key, kind, []]))) as Logs[K][];
    const metrics = joinMetrics(await chunks('metrics'), head.rows.metrics);
    const evaluations = (await chunks('evaluations')).flat().slice(0, head.rows.evaluations);
    const samples = (await chunks('samples')).flat().slice(0, head.rows.samples);
    const scores = (await chunks('scores')).flat().slice(0, head.rows.scores);
    const steps = await tx.objectStore('checkpoints').getAllKeys(allOf(key));
    const weights = await tx.objectStore('checkpoints').getAll(allOf(key));
    await tx.done;
    if (!text || pieces.length === 0) throw new Error(text ? 'no weights' : 'no text');
    const checkpoints = steps.flatMap(([, step], i) => {
      const own = weights[i];
      return own ? [{ step, weights: own }] : [];
    });
    return { head, text, state: joinState(pieces), logs: { metrics, evaluations, samples, scores }, checkpoints };
  }

  /**
   * Writes a save beside what is there, then turns the head to it; before that moment, and if anything fails, the old
   * state stands. Answers with the new generation and the milliseconds that the worker could not do anything else.
   * @throws Outdated, or the database's own error (QuotaExceededError when the storage is full)
   */
  async save(save: Save): Promise<{ generation: number; name: string; busyMs: number }> {
    const { head, text, state, logs, checkpoints, dropped, instead } = save;
    const { key } = head;
    const clock: Clock = { ms: 0 };
    const generation = save.generation + 1;
    return this.write(async (tx) => {
      const old = await tx.objectStore('runs').get(key);
      if ((old?.generation ?? 0) !== save.generation) throw new Outdated(key, old?.generation);
      if (text) await timed(clock, () => tx.objectStore('texts').put(text, key));
      if (state) await writePieces(tx, key, generation, state, clock);
      for (const { kind, chunk, rows } of logs) await timed(clock, () => tx.objectStore('logs').put(rows, [key, kind, chunk]));
      // First, since a step that is let go may be saved anew, by other weights.
      for (const step of dropped) await tx.objectStore('checkpoints').delete([key, step]);
      for (const { step, weights } of checkpoints)
        await timed(clock, () => tx.objectStore('checkpoints').put(weights, [key, step]));
      const stateGeneration = state ? generation : (old?.stateGeneration ?? 0);
      // A name given meanwhile, by this tab or another, stays.
      const name = old?.name ?? head.name;
      await tx.objectStore('runs').put({ ...head, name, generation, stateGeneration });
      if (state && old) await tx.objectStore('pieces').delete(IDBKeyRange.bound([key], [key, generation], false, true));
      if (instead !== null && instead !== key) await removeRun(tx, instead);
      return { generation, name, busyMs: clock.ms };
    });
  }

  /** Changes a head alone. Its generation stays: who has the run open can go on saving. */
  async amend(key: string, patch: Partial<Pick<RunRecord, 'name' | 'deletedMs' | 'openedMs'>>): Promise<boolean> {
    return this.write(async (tx) => {
      const head = await tx.objectStore('runs').get(key);
      if (!head) return false;
      await tx.objectStore('runs').put({ ...head, ...patch });
      return true;
    });
  }

  /** From here on whoever had the run open is outdated, also one that sleeps and knows nothing of it. */
  async claim(key: string): Promise<void> {
    await this.write(async (tx) => {
      const head = await tx.objectStore('runs').get(key);
      if (head) await tx.objectStore('runs').put({ ...head, generation: head.generation + 1 });
    });
  }

  /** Copies a run whole under another key. */
  async duplicate(from: string, to: Pick<RunRecord, 'key' | 'name' | 'createdMs'>): Promise<boolean> {
    return this.write(async (tx) => {
      const head = await tx.objectStore('runs').get(from);
      const text = await tx.objectStore('texts').get(from);
      if (!head || !text) return false;
      await tx.objectStore('texts').put(text, to.key);
      for (const table of ['pieces', 'logs', 'checkpoints'] as const) {
        const store = tx.objectStore(table) as unknown as {
          getAllKeys: (range: IDBKeyRange) => Promise<IDBValidKey[][]>;
          getAll: (range: IDBKeyRange) => Promise<unknown[]>;
          put: (value: unknown, key: IDBValidKey[]) => Promise<unknown>;
        };
        const keys = await store.getAllKeys(allOf(from));
        const values = await store.getAll(allOf(from));
        for (const [i, [, ...rest]] of keys.entries()) await store.put(values[i], [to.key, ...rest]);
      }
      await tx.objectStore('runs').put({ ...head, ...to, savedMs: to.createdMs, openedMs: 0, deletedMs: null });
      return true;
    });
  }

  /** Removes what was taken out of the library before a moment, for good. */
  async sweep(beforeMs: number): Promise<void> {
    const gone = (await this.heads()).filter(({ deletedMs }) => deletedMs !== null && deletedMs < beforeMs);
    if (gone.length > 0)
      await this.write(async (tx) => {
        for (const { key } of gone) await removeRun(tx, key);
      });
  }

  /** Makes room: every second checkpoint of the run that was saved longest ago and still has several. Answers with how many went. */
  async thin(): Promise<number> {
    const oldestFirst = (await this.heads()).toReversed();
    return this.write(async (tx) => {
      for (const { key } of oldestFirst) {
        const steps = await tx.objectStore('checkpoints').getAllKeys(allOf(key));
        if (steps.length < 2) continue;
        const going = steps.filter((_, i) => i % 2 === 0);
        for (const each of going) await tx.objectStore('checkpoints').delete(each);
        return going.length;
      }
      return 0;
    });
  }

  private async write<T>(task: (tx: Writing) => Promise<T>): Promise<T> {
    const tx = this.db.transaction(TABLES, 'readwrite');
    // Whoever fails first says why; that the transaction ends is then no news.
    const done = tx.done.then(
      () => null,
      (error: unknown) => (error instanceof Error ? error : new DOMException('the transaction was aborted', 'AbortError')),
    );
    try {
      const result = await task(tx);
      const error = await done;
      if (error !== null) throw error;
      return result;
    } catch (error) {
      try {
        tx.abort();
      } catch {
        // It has ended by itself.
      }
      throw error;
    }
  }
}
