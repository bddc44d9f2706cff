import type { TrainResult } from '#lexicon/messages.ts';
import { call } from '../engine.ts';
import { endApart } from './endApart.ts';
import { countBefore } from '../metrics.ts';
import { useStore } from '../store.ts';
import { compareWith } from './setting.ts';
import { attempt } from './toasts.ts';

/** Trains `steps` steps (null: until paused), with the panels following; resolves when done or paused. */
export async function train(steps: number | null): Promise<TrainResult> {
  await endApart();
  if (useStore.getState().playhead !== null) await seek(null);
  return call('train', { steps });
}

/** Stops after the step that is under way. */
export async function pause(): Promise<void> {
  await call('pause', {});
}

/** The play button: trains until it is pressed again. */
export function togglePlay(): void {
  const { training, run, divergence } = useStore.getState();
  if (!run || divergence) return;
  void attempt(training.state === 'training' ? pause() : train(null));
}

/** Puts the playhead on the kept step nearest to `step`, or lets it follow the newest one (null). */
export async function seek(step: number | null): Promise<void> {
  useStore.setState({ playhead: step });
  const answer = await call('seek', { step });
  if (step !== null && useStore.getState().playhead === step) useStore.setState({ playhead: answer.step });
}

/** The kept step nearest to a step; undefined when none is kept. */
export function nearestKept(checkpoints: Float64Array, step: number): number | undefined {
  const index = countBefore(checkpoints, checkpoints.length, step);
  const [below, above] = [checkpoints[index - 1], checkpoints[index]];
  if (below === undefined || above === undefined) return below ?? above;
  return step - below < above - step ? below : above;
}

let wanted: number | null | undefined;
let seeking = false;

/** The playhead under a moving pointer: only the newest place is asked for. */
export async function scrub(step: number | null): Promise<void> {
  wanted = step;
  if (seeking) return;
  seeking = true;
  try {
    while (wanted !== undefined) {
      const next: number | null = wanted;
      wanted = undefined;
      if (next !== useStore.getState().playhead) await seek(next);
    }
  } finally {
    seeking = false;
  }
}

/** One kept step back or on; past the newest kept step it is live again. */
export function stepPlayhead(by: -1 | 1): void {
  const { playhead: reached, checkpoints, step } = useStore.getState();
  if (checkpoints.length === 0) return;
  // Pressed quickly, a key goes on from where the one before is still on its way to.
  const playhead = wanted === undefined ? reached : wanted;
  const before = countBefore(checkpoints, checkpoints.length, playhead ?? step);
  const here = playhead ?? checkpoints[before];
  const next = by < 0 ? before - 1 : before + (here === checkpoints[before] ? 1 : 0);
  if (next < 0) return;
  void attempt(scrub(playhead === null && by > 0 ? null : (checkpoints[next] ?? null)));
}

/**
 * The key of the comparison: the kept step that is shown becomes B and the newest A; at the newest, the first kept step
 * becomes B. A second time ends it.
 */
export async function toggleVersus(): Promise<void> {
  const { versus, playhead, checkpoints } = useStore.getState();
  if (versus !== null) return compareWith(null);
  const b = playhead ?? checkpoints[0];
  if (b === undefined) return;
  await compareWith(b);
  if (playhead !== null) await seek(null);
}

let wantedB: number | undefined;
let comparing = false;

/** The second playhead under a moving pointer: only the newest place is asked for; one drag is taken back at once. */
export async function scrubVersus(step: number, gesture: string): Promise<void> {
  wantedB = step;
  if (comparing) return;
  comparing = true;
  try {
    while (wantedB !== undefined) {
      const next: number = wantedB;
      wantedB = undefined;
      await compareWith(next, gesture);
    }
  } finally {
    comparing = false;
  }
}

/** After a divergence: back to the last good step, with a lower rate. */
export async function rewind(learningRate: number): Promise<void> {
  await call('rewind', { learningRate });
  useStore.setState({ divergence: null });
}
