import type { ScanResult } from '#lexicon/messages.ts';
import { call } from '../engine.ts';
import { useStore } from '../store.ts';

/** Reads the whole text for what a neuron gives out at every token, at the step under the playhead; null when stopped. */
export function scan(layer: number, neuron: number): Promise<ScanResult | null> {
  return call('scan', { layer, neuron, step: useStore.getState().playhead });
}

/** Ends the reading that is under way. */
export async function stopScan(): Promise<void> {
  await call('stopScan', {});
}
