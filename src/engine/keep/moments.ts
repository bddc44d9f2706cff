import type { Engine } from '../engine.ts';
import { revived } from '../recording.ts';
import type { KeptRun, Run } from '../run.ts';
import type { Ledger, Point } from './ledger.ts';
import type { KeepStore, Loaded } from './store.ts';

/** A run as it was when it was opened, which needs no saving until it is something else. */
export type Baseline = { runId: number; step: number; config: Run['config']; edits: number };

export function baselineOf({ id, step, config, edits = 0 }: Run): Baseline {
  return { runId: id, step, config, edits };
}

/** Whether nobody has trained or changed a run since. */
export function isAsOpened(run: Run, baseline: Baseline | null): boolean {
  return baseline !== null && JSON.stringify(baseline) === JSON.stringify(baselineOf(run));
}

/** A key that no other run has, in any tab. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(2)), (word) => word.toString(36).padStart(7, '0')).join('');
}

/**
 * The moment of a run that can be saved: the newest while the model rests, else the newest that was read from it anyway.
 * Null where another model has taken its place meanwhile.
 */
export async function pointOf(engine: Engine, run: Run, ledger: Ledger): Promise<Point | null> {
  const { seek: playhead } = engine.frames;
  const edits = run.edits ?? 0;
  const isSaved = (step: number): boolean => ledger.step === step && ledger.edits === edits && ledger.epoch === run.history.epoch;
  if (engine.player.state !== 'idle') {
    const { step, state } = run.lastGood;
    return { step, state: isSaved(step) ? null : state, playhead, edits };
  }
  return engine.lock.run(async () => {
    if (engine.running() !== run) return null;
    if (isSaved(run.step)) return { step: run.step, state: null, playhead, edits };
    const state = await run.trainer.state();
    if (!state.weights.every(Number.isFinite)) return { ...run.lastGood, playhead, edits };
    run.lastGood = { step: run.step, state };
    return { step: run.step, state, playhead, edits };
  });
}

/** A kept run as it was stored, and as the engine opens it. @throws Error where parts of it are missing or do not fit */
export async function readKept(store: KeepStore, key: string): Promise<{ loaded: Loaded; kept: Omit<KeptRun, 'id'> }> {
  const loaded = await store.load(key);
  if (!loaded) throw new Error('it is gone');
  const { head, text, state, logs, checkpoints } = loaded;
  const kept = await revived({ ...head, ...text, ...state, ...logs, config: { ...head.config }, checkpoints });
  return { loaded, kept };
}
