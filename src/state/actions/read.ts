import type { ReadResult } from '#lexicon/messages.ts';
import { call } from '../engine.ts';

/** Reads a named array of the model at the newest step, or at a kept one. */
export function read(name: string, step?: number): Promise<ReadResult> {
  return call('read', step === undefined ? { name } : { name, step });
}

/** Sets the numbers of a weight. */
export async function write(weight: string, data: Float32Array): Promise<void> {
  await call('write', { weight, data });
}
