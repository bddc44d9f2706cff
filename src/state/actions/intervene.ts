import type { Intervention } from '#lexicon/interventions.ts';
import type { Ablation, BreakId, Twins, Untouched } from '#lexicon/writing.ts';
import { call } from '../engine.ts';
import { useStore } from '../store.ts';

/** Changes values of the forward pass in all that is shown and written; [] ends it. */
export async function intervene(list: readonly Intervention[]): Promise<void> {
  await call('intervene', { list });
}

/** Switches every part off by itself, at the step under the playhead; null when stopped. */
export function ablate(): Promise<Ablation | null> {
  return call('ablate', { step: useStore.getState().playhead });
}

/** Ends the measurement that is under way. */
export async function stopAblate(): Promise<void> {
  await call('stopAblate', {});
}

/** What the probe would read without the changes in force, at the step under the playhead. */
export function untouched(position: number): Promise<Untouched> {
  return call('untouched', { step: useStore.getState().playhead, position });
}

/** Trains a broken model beside an intact one, both from step 0; null when stopped. */
export function trainTwins(broken: BreakId, steps: number): Promise<Twins | null> {
  return call('twins', { broken, steps });
}

/** Ends the training of the twins. */
export async function stopTwins(): Promise<void> {
  await call('stopTwins', {});
}
