import type { EventName, Events } from '#lexicon/events.ts';

/** Tells the page something; buffers named in `transfer` are gone here afterwards. */
export type Emit = <N extends EventName>(name: N, value: Events[N], transfer?: Transferable[]) => void;

/** Tells how far a task is, from 0 to 1. */
export function progressOf(emit: Emit, task: Events['progress']['task']): (fraction: number) => void {
  return (fraction) => emit('progress', { task, fraction });
}
