import { graph } from '#lexicon/graph.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { Frame } from '#lexicon/messages.ts';
import type { Dropout } from '#model/dropout.ts';
import { tensorsOf } from '#model/flatTensors.ts';
import { namesOf } from '#model/names.ts';
import type { Trainer } from '#model/trainer.ts';
import { askedOf } from './asked.ts';
import { look } from './capture.ts';
import type { Emit } from './emit.ts';
import type { Lock } from './lock.ts';
import { needsTwoTokens } from './reading.ts';
import type { Run } from './run.ts';

/** Frames that may be on their way to the page or being drawn; with none at home a capture is skipped. */
const FRAMES = 2;

/** What a frame counts as at most, lest a machine that slept while one was made waits hours for the next. */
const MOST_COST_MS = 3000;

/** The watched names that this config knows (a watch may come from before a rebuild) and this probe can answer. */
export function answerable(config: RunConfig, names: readonly string[], tokens: number): string[] {
  const find = namesOf(config);
  return names.filter((name) => find(name) !== undefined && (tokens >= 2 || !needsTwoTokens(name)));
}

/** Every activation's name, in the order of the forward pass. */
export function allActivations(config: RunConfig): string[] {
  return graph(config).map(({ name }) => name);
}

/** One example of a training step: the weights it met, what it is scored on, the masks that fell. */
export type HeldExample = {
  runId: number;
  config: RunConfig;
  /** The number of updates that the weights have seen. */
  step: number;
  weights: Float32Array;
  ids: Int32Array;
  targets: Int32Array;
  dropout: Dropout;
};

/** Sends what is watched to the page, at the live step or at a kept one, never faster than the page takes it. */
export class Frames {
  watched: readonly string[] = [];
  /** The step the playhead stands at; null follows the newest. */
  seek: number | null = null;
  /** A kept step of which every frame carries the arrays as well; null: none. */
  other: number | null = null;
  /** An example of a step that was taken apart, shown instead of the probed sequence; null: none. */
  held: HeldExample | null = null;
  /** How long the last frame took to compute and to read, in ms. */
  costMs = 0;
  /** Called when a frame could not be computed or read, with the trainer whose weights it shows. */
  onFailed: (error: unknown, trainer: Trainer) => Promise<void> = (error) => Promise.reject(error as Error);
  private home = FRAMES;
  private reading = false;
  private queued = false;
  private owed = false;
  private readonly lock: Lock;
  private readonly emit: Emit;
  private readonly current: () => Run | null;

  constructor(lock: Lock, emit: Emit, current: () => Run | null) {
    this.lock = lock;
    this.emit = emit;
    this.current = current;
  }

  /** The page has taken a frame. */
  taken(): void {
    this.home = Math.min(FRAMES, this.home + 1);
    if (this.owed) this.request();
  }

  /** Asks for a frame as soon as no step is running and the page can take one. */
  request(): void {
    if (this.queued) return;
    this.queued = true;
    void this.lock.run(() => this.capture());
  }

  private capture(): void {
    this.queued = false;
    const run = this.current();
    if (!run || this.watched.length === 0) return;
    if (this.home === 0 || this.reading) {
      this.owed = true;
      return;
    }
    this.owed = false;
    this.home--;
    this.reading = true;
    // Not awaited: the lock is free again as soon as the work is queued.
    void this.send(run).finally(() => {
      this.reading = false;
      if (this.owed) this.request();
    });
  }

  private async send(run: Run): Promise<void> {
    const began = performance.now();
    try {
      const frame = await this.look(run);
      this.costMs = Math.min(MOST_COST_MS, performance.now() - began);
      const buffers = frame.other ? [frame.data.buffer, frame.other.data.buffer] : [frame.data.buffer];
      this.emit('frame', frame, buffers as ArrayBuffer[]);
    } catch (error) {
      // A backend that goes away while a frame is read takes the frame with it; the next one is asked for by whoever switched.
      this.home++;
      await this.onFailed(error, run.trainer);
    }
  }

  /** What is watched: of the held example, of a kept step, or of the newest; beside the other step where one is wanted. */
  private async look(run: Run): Promise<Frame> {
    const { held } = this;
    if (held?.runId === run.id) {
      const { weights, ...rest } = held;
      const names = answerable(held.config, this.watched, held.ids.length);
      return look({ ...rest, live: false }, tensorsOf(held.config, weights), names);
    }
    const { config } = run;
    const asked = askedOf(run);
    const names = answerable(config, this.watched, asked.ids.length);
    const kept = run.checkpoints.nearest(this.seek);
    const other = run.checkpoints.nearest(this.other);
    const weights = kept ? tensorsOf(config, kept.weights) : run.trainer.tensors();
    // Both are queued before either is awaited, so that no training step comes between.
    const [frame, beside] = await Promise.all([
      look({ runId: run.id, step: kept?.step ?? run.step, live: !kept, config, ...asked }, weights, names),
      other && look({ runId: run.id, step: other.step, live: false, config, ...asked }, tensorsOf(config, other.weights), names),
    ]);
    return beside ? { ...frame, other: { step: beside.step, data: beside.data } } : frame;
  }
}
