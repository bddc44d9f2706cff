import type { TrainResult, TrainingState } from '#lexicon/messages.ts';
import { ProblemError, fail, problem } from '#lexicon/problems.ts';
import type { HeldStep } from './apart.ts';
import { breathe } from './breathe.ts';
import { askedOf } from './asked.ts';
import { look } from './capture.ts';
import { nextMilestone } from './checkpoints.ts';
import type { Emit } from './emit.ts';
import { allActivations } from './frames.ts';
import type { Frames } from './frames.ts';
import type { Lock } from './lock.ts';
import { firstBroken } from './reading.ts';
import type { Run } from './run.ts';
import { batchAt, evaluateRun, evaluationInterval, settingsAt, trainSlice } from './training.ts';
import type { Slice } from './training.ts';
import type { Trainer } from '#model/trainer.ts';

const FRAME_EVERY_MS = 100;
/** A frame is followed by at least this many times its own time of training alone: looking takes a tenth at most. */
const FRAME_REST = 9;
const METRICS_EVERY_MS = 90;
const CHECKPOINT_EVERY_MS = 250;
const SAFE_STATE_EVERY_MS = 2000;
/** A slice of more than this, and so many times the usual, was not computing all the while. */
const [SLEEP_MS, SLEEP_TIMES] = [2000, 20];
/** Weight of the newest slice in the running mean of speed. */
const SPEED_WEIGHT = 0.1;

/** Whether the time since something was last done has passed; starts anew when it has. */
class Every {
  private last = Number.NEGATIVE_INFINITY;
  private readonly ms: number;
  constructor(ms: number) {
    this.ms = ms;
  }
  /** @param atLeastMs where now and then more time should pass than usual */
  due(atLeastMs = 0): boolean {
    const now = performance.now();
    if (now - this.last < Math.max(this.ms, atLeastMs)) return false;
    this.last = now;
    return true;
  }
}

/** Plays the training: slices of steps, and between them what people want to see of it. */
export class Player {
  state: TrainingState = 'idle';
  private target = 0;
  private msPerStep = 5;
  private tokensPerSecond = 0;
  private hasSlept = false;
  private metricsSent = 0;
  private metricsEpoch = 0;
  private waiting: ((result: TrainResult) => void)[] = [];
  private readonly frameTime = new Every(FRAME_EVERY_MS);
  private readonly metricsTime = new Every(METRICS_EVERY_MS);
  private readonly checkpointTime = new Every(CHECKPOINT_EVERY_MS);
  private readonly safeTime = new Every(SAFE_STATE_EVERY_MS);
  private readonly lock: Lock;
  private readonly emit: Emit;
  private readonly frames: Frames;
  private readonly current: () => Run | null;
  /** Called between slices: whether a text is due is the sampler's business. */
  onStep: () => void = () => undefined;
  /** Called when a step failed, with its trainer: whether training can go on. */
  onFailed: (error: unknown, trainer: Trainer) => Promise<boolean> = async () => false;
  /** Called when a stretch of training is over and the model is sound. */
  onRest: () => void = () => undefined;

  constructor(lock: Lock, emit: Emit, frames: Frames, current: () => Run | null) {
    this.lock = lock;
    this.emit = emit;
    this.frames = frames;
    this.current = current;
  }

  /** Trains `steps` more steps (null: until paused); resolves when done, paused or diverged. */
  train(steps: number | null): Promise<TrainResult> {
    this.frames.held = null;
    const from = this.current()?.step ?? 0;
    this.target = steps === null ? Number.POSITIVE_INFINITY : from + steps;
    const finished = new Promise<TrainResult>((resolve) => this.waiting.push(resolve));
    if (this.state !== 'training') {
      this.state = 'training';
      this.tell();
      void this.play();
    }
    return finished;
  }

  /** Stops after the running slice. */
  async pause(): Promise<void> {
    this.target = 0;
    if (this.state === 'training') await new Promise<TrainResult>((resolve) => this.waiting.push(resolve));
  }

  /**
   * One step by itself, with the states on either side of it; what plays is paused. To the run it is a step like any other.
   * @throws Problem `textEmpty` for a model without a text.
   */
  async stepApart(): Promise<HeldStep> {
    await this.pause();
    const trainer = this.current()?.trainer;
    try {
      return await this.stepNow();
    } catch (error) {
      if (this.state === 'training') this.state = 'idle';
      this.tell();
      if (trainer && !(error instanceof ProblemError)) await this.onFailed(error, trainer);
      throw error;
    }
  }

  private stepNow(): Promise<HeldStep> {
    return this.lock.run(async () => {
      const run = this.current();
      if (!run) throw fail('internal', { message: 'no model has been built yet' });
      const { id: runId, config } = run;
      const step = run.step + 1;
      const [batch, settings, before] = [batchAt(run, step), settingsAt(config, step), await run.trainer.state()];
      this.target = step;
      this.state = 'training';
      await this.slice();
      const after = await run.trainer.state();
      const { loss, gradNorm } = run.history.last() ?? { loss: Number.NaN, gradNorm: Number.NaN };
      await this.stop();
      return { runId, config, batch, settings, before, after, scalars: { lossNats: loss, gradNorm } };
    });
  }

  /** Another run, or the same from another step: the page has the first `sent` rows of its history. */
  rebase(sent: number): void {
    this.metricsSent = sent;
    this.metricsEpoch = this.current()?.history.epoch ?? 0;
    if (this.state === 'diverged') this.state = 'idle';
    this.tell();
  }

  private async play(): Promise<void> {
    while (this.state === 'training' && (this.current()?.step ?? 0) < this.target) {
      const trainer = this.current()?.trainer;
      try {
        await this.lock.run(() => this.slice());
        await breathe();
      } catch (error) {
        if (!trainer || !(await this.onFailed(error, trainer))) this.target = 0;
      }
    }
    await this.lock.run(() => this.stop());
  }

  private async slice(): Promise<void> {
    const run = this.current();
    if (!run || run.step >= this.target) return;
    const slice = await trainSlice(run, this.msPerStep, this.target);
    this.measure(slice);
    if (slice.divergedAt !== null) {
      await this.diverge(run, slice.divergedAt);
      return;
    }
    if (run.step % evaluationInterval(run.step) === 0) await this.evaluate(run);
    if (this.checkpointTime.due() || nextMilestone(run.step - 1) === run.step) await this.keep(run);
    if (this.metricsTime.due()) this.sendMetrics(run);
    if (this.frames.seek === null && this.frameTime.due(FRAME_REST * this.frames.costMs)) this.frames.request();
    this.onStep();
  }

  private measure({ steps, tokens, ms }: Slice): void {
    const perStep = ms / Math.max(1, steps);
    const slept = ms > SLEEP_MS && perStep > SLEEP_TIMES * this.msPerStep;
    // A machine that slept in a step does so once; a model that really is that slow is so again.
    if (slept && !this.hasSlept) {
      this.hasSlept = true;
      return;
    }
    this.msPerStep = slept ? perStep : this.msPerStep + SPEED_WEIGHT * (perStep - this.msPerStep);
    this.hasSlept = false;
    this.tokensPerSecond = this.msPerStep > 0 ? tokens / Math.max(1, steps) / (this.msPerStep / 1000) : 0;
  }

  private async evaluate(run: Run): Promise<void> {
    const row = await evaluateRun(run);
    run.history.evaluations.push(row);
    this.emit('evaluations', { runId: run.id, rows: [row], all: false });
  }

  private async keep(run: Run): Promise<void> {
    const weights = await run.trainer.weights();
    run.checkpoints.add({ step: run.step, weights });
    this.emit('checkpoints', { runId: run.id, steps: run.checkpoints.steps() });
    if (this.safeTime.due() && weights.every(Number.isFinite))
      run.lastGood = { step: run.step, state: await run.trainer.state() };
  }

  /** Keeps the step that training rests at; whoever waits for the rest waits no longer where that fails. */
  private async keepAtRest(run: Run): Promise<void> {
    try {
      await this.keep(run);
    } catch (error) {
      // Not awaited: the lock is held here.
      void this.onFailed(error, run.trainer);
    }
  }

  /** Sends the steps that the page does not have yet; all of them where older ones have been let go. */
  private sendMetrics({ id: runId, history }: Run): void {
    const all = history.epoch !== this.metricsEpoch;
    const columns = history.since(all ? 0 : this.metricsSent);
    this.metricsSent = history.length;
    this.metricsEpoch = history.epoch;
    this.emit('metrics', { runId, columns, all });
    this.tell();
  }

  private async diverge(run: Run, step: number): Promise<void> {
    this.state = 'diverged';
    const flat = await run.trainer.weights();
    const { config } = run;
    const frame = await look(
      { runId: run.id, step, live: true, config, ...askedOf(run) },
      run.trainer.tensors(),
      allActivations(config),
    );
    const tensor = firstBroken(config, flat, (name) => {
      const entry = frame.entries.find((each) => each.name === name);
      return entry && frame.data.subarray(entry.offset, entry.offset + entry.length);
    });
    this.emit('failure', problem('diverged', { step, tensor, lastGood: run.lastGood.step }));
  }

  private async stop(): Promise<void> {
    const run = this.current();
    const finished = this.waiting.splice(0);
    if (this.state === 'training') this.state = 'idle';
    if (run) {
      this.sendMetrics(run);
      if (this.state === 'idle' && run.checkpoints.exact(run.step) === undefined) await this.keepAtRest(run);
      this.frames.request();
    }
    this.tell();
    const result: TrainResult = {
      step: run?.step ?? 0,
      loss: run?.history.lastLoss() ?? Number.NaN,
      val_loss: run?.history.lastValLoss() ?? Number.NaN,
      tokens_per_second: this.tokensPerSecond,
      ms_per_step: this.msPerStep,
    };
    for (const resolve of finished) resolve(result);
    if (this.state === 'idle') this.onRest();
  }

  private tell(): void {
    const run = this.current();
    this.emit('state', {
      runId: run?.id ?? 0,
      state: this.state,
      tokensPerSecond: this.tokensPerSecond,
      msPerStep: this.msPerStep,
      trainer: run?.trainer.kind ?? '',
    });
  }
}
