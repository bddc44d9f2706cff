import type { GradientNorms, Traced, WeightState } from '#lexicon/messages.ts';
import { call } from '../engine.ts';
import { useStore } from '../store.ts';

/** The length of every weight tensor's gradient, on the batch of the step after the one under the playhead. */
export function gradientNorms(): Promise<GradientNorms> {
  return call('gradientNorms', { step: useStore.getState().playhead });
}

/** What the optimizer knows of one weight at the newest step; `at` counts row-major. */
export function weightState(weight: string, at: number): Promise<WeightState> {
  return call('weightState', { weight, at });
}

/** A number at kept steps, or the length of a slice; null when another trace was asked for meanwhile. */
export function trace(name: string, index: readonly number[], steps: readonly number[]): Promise<Traced | null> {
  return call('trace', { name, index, steps });
}

/** Ends the trace that is under way. */
export async function stopTrace(): Promise<void> {
  await call('stopTrace', {});
}
