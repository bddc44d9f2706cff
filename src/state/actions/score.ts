import type { TextScore } from '#lexicon/messages.ts';
import { call } from '../engine.ts';
import { useStore } from '../store.ts';

/** Reads the whole text for what every token costs the model, at the step under the playhead; null when stopped. */
export function score(): Promise<TextScore | null> {
  return call('score', { step: useStore.getState().playhead });
}

/** Ends the reading that is under way. */
export async function stopScore(): Promise<void> {
  await call('stopScore', {});
}
