import type { BackendName } from '#lexicon/messages.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { cost } from '#lexicon/cost.ts';
import { ProblemError, fail } from '#lexicon/problems.ts';

const MIB = 2 ** 20;
/** So much of what a driver says is shown: it goes on with whole call stacks. */
const SHOWN = 160;

/** What an error says, in a line. */
export function foundIn(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [line = ''] = message.trim().split('\n');
  return line.length > SHOWN ? `${line.slice(0, SHOWN - 1)}…` : line;
}

/** How engines say that they have no more memory: V8, SpiderMonkey and JavaScriptCore, for buffers and for linear memories. */
const NO_MEMORY = /alloc|out of memory|array length|memory/i;

/** An error that means that the memory is used up, as a problem that can be said; others as they are. */
export function asMemory(error: unknown, config: RunConfig): unknown {
  if (error instanceof ProblemError || !(error instanceof RangeError) || !NO_MEMORY.test(error.message)) return error;
  return fail('outOfMemory', { neededMiB: Math.ceil(cost(config).bytes / MIB) });
}

/** Why a backend that was asked for did not take the model, which stays where it was. */
export function asRefusal(error: unknown, wanted: BackendName, stays: BackendName): unknown {
  if (error instanceof ProblemError || wanted !== 'webgpu') return error;
  return fail('gpuRefused', { found: foundIn(error), stays });
}
