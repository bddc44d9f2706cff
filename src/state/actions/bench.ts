import type { BenchArgs, BenchResult } from '#lexicon/messages.ts';
import { call } from '../engine.ts';

/** Times the training step of another model beside the running one, which waits meanwhile. */
export function bench(args: BenchArgs): Promise<BenchResult> {
  return call('bench', args);
}
