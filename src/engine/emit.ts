import type { EventName, Events } from '#lexicon/events.ts';

/** Tells the page something; buffers named in `transfer` are gone here afterwards. */
export type Emit = <N extends EventName>(name: N, value: Events[N], transfer?: Transferable[]) => void;
