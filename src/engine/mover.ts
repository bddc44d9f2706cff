import type { BackendInfo, BackendName, BackendReason } from '#lexicon/messages.ts';
import { ProblemError, problem } from '#lexicon/problems.ts';
import type { Backend } from './backend.ts';
import type { Emit } from './emit.ts';
import type { Lock } from './lock.ts';
import type { Trainer } from '#model/trainer.ts';
import { asMemory, asRefusal, foundIn } from './refusals.ts';
import { revive, shelve } from './run.ts';
import type { KeptRun, Run } from './run.ts';

/** What the engine lends to whoever moves its model. */
type House = {
  backend: Backend;
  /** Held while a step runs or the model is exchanged. */
  lock: Lock;
  /** Held by everything that prepares a new model. */
  changes: Lock;
  emit: Emit;
  current: () => Run | null;
  replace: (run: Run) => void;
  /** Ends what reads the running model's tensors. */
  clear: () => void;
  /** Tells the page all there is to know of the running model. */
  announce: () => void;
};

/** Carries the running model from one backend to another, and saves it from one that fails. */
export class Mover {
  private readonly house: House;

  constructor(house: House) {
    this.house = house;
    house.backend.onLost = (reason) => void this.lost(reason);
    house.backend.onRefused = (device, message) =>
      void house.changes.run(() =>
        house.lock.run(async () => {
          if (house.backend.isRunning(device)) await this.leaveGpu(message, null);
        }),
      );
  }

  /** Another backend for the running model; it stays where it is when that does not take it. @throws gpuRefused, backendMissing */
  async carryOver(name: BackendName, reason: BackendReason): Promise<void> {
    const { backend, lock, current, emit } = this.house;
    const from = backend.info();
    await lock.run(async () => {
      this.house.clear();
      const run = current();
      const kept = run && (await shelve(run));
      try {
        await backend.use(name, reason);
        if (kept) this.house.replace(await revive(kept, this.progress));
      } catch (error) {
        await backend.use(from.name, from.reason);
        if (kept) this.house.replace(await revive(kept));
        throw kept ? asRefusal(asMemory(error, kept.config), name, from.name) : error;
      } finally {
        this.progress(1);
      }
    });
    emit('backend', backend.info());
  }

  /** A trainer for a run that is to take the place of the running one. A GPU that does not take it is left. The lock is held. */
  async build(next: KeptRun, onProgress: (fraction: number) => void): Promise<Run> {
    try {
      return await revive(next, onProgress);
    } catch (error) {
      const refused = asMemory(error, next.config);
      if (this.house.backend.info().name !== 'webgpu' || refused instanceof ProblemError) throw refused;
      await this.leaveGpu(foundIn(error), next.step);
      return revive(next, onProgress);
    }
  }

  /**
   * After a step or a look that failed: the model goes on from a state that is known to be whole, on the processor where
   * the GPU failed. Says what came. True where training can go on by itself.
   */
  failed(error: unknown, trainer: Trainer): Promise<boolean> {
    const { backend, changes, lock, current, emit } = this.house;
    return changes.run(() =>
      lock.run(async () => {
        const run = current();
        // Somebody has put another in its place: what was lost is already known.
        if (run?.trainer !== trainer) return true;
        if (backend.info().name === 'webgpu') {
          if (await backend.isLost()) await this.regain(foundIn(error));
          else await this.leaveGpu(foundIn(error), null);
          return true;
        }
        const refused = asMemory(error, run.config);
        emit('failure', refused instanceof ProblemError ? refused.problem : problem('internal', { message: foundIn(error) }));
        if (!(refused instanceof ProblemError)) this.toLastGood(run);
        return false;
      }),
    );
  }

  /** After a look that failed: a lost device is told by the loss itself. @throws the error, where it was something else */
  async lookFailed(error: unknown, trainer: Trainer): Promise<void> {
    const { backend, current } = this.house;
    if (backend.info().name === 'webgpu' && (await backend.isLost())) return;
    if (current()?.trainer === trainer) throw error;
  }

  private async lost(reason: string): Promise<void> {
    const { changes, lock, backend } = this.house;
    await changes.run(() =>
      lock.run(async () => {
        // Whoever was at work when it went may have found out first.
        if (await backend.isLost()) await this.regain(reason);
      }),
    );
  }

  /** The device is gone: the model goes on from its last good state, on a new one if there is one. The lock is held. */
  private async regain(reason: string): Promise<void> {
    const { backend, emit, current, clear, announce } = this.house;
    emit('failure', problem('deviceLost', { reason }));
    clear();
    const run = current();
    const info = await backend.recover();
    emit('backend', info);
    if (!run) return;
    const back = await this.onAny(lastGoodOf(run), info);
    this.house.replace(back);
    this.truncate(back);
    announce();
  }

  private async onAny(kept: KeptRun, { name }: BackendInfo): Promise<Run> {
    try {
      return await revive(kept);
    } catch (error) {
      if (name !== 'webgpu') throw error;
      this.house.emit('backend', await this.house.backend.useProcessor('gpuFailed'));
      return revive(kept);
    }
  }

  /** From the GPU, which works no more, to the processor. The lock is held. */
  private async leaveGpu(found: string, step: number | null): Promise<void> {
    const { backend, emit, current, clear, announce } = this.house;
    clear();
    const run = current();
    // With no step named the running model itself is in doubt: what it says of itself may be what a refused command left.
    const kept = run && (step === null ? lastGoodOf(run) : await shelve(run).catch(() => lastGoodOf(run)));
    emit('backend', await backend.useProcessor('gpuFailed'));
    if (kept) {
      const moved = await revive(kept);
      this.house.replace(moved);
      if (kept.step < (run?.step ?? 0) || step === null) this.truncate(moved);
      announce();
    }
    emit('failure', problem('gpuFailed', { found, step: step ?? kept?.step ?? 0 }));
  }

  /** Puts the running model back to its last good state. */
  private toLastGood(run: Run): void {
    const { step, state } = run.lastGood;
    run.trainer.load(state);
    run.step = step;
    this.truncate(run);
    this.house.announce();
  }

  private truncate(run: Run): void {
    run.history.truncate(run.step);
    run.checkpoints.truncate(run.step);
  }

  private readonly progress = (fraction: number): void => this.house.emit('progress', { task: 'backend', fraction });
}

/** A run as it last was with all its numbers known to be finite. */
function lastGoodOf(run: Run): KeptRun {
  const { trainer: _gone, ...rest } = run;
  const { step, state } = run.lastGood;
  return { ...rest, step, state };
}
