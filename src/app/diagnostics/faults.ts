import { useStore } from '#state/store.ts';

/** Something that went wrong: when, in milliseconds since 1970, and in what part of the page. */
export type Fault = { atMs: number; where: string; message: string };

const KEPT = 20;
let kept: readonly Fault[] = [];

/** Remembers what went wrong, for a report; the oldest are forgotten. */
export function noteFault(where: string, error: unknown): void {
  const message = error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
  kept = [...kept, { atMs: Date.now(), where, message }].slice(-KEPT);
}

/** What went wrong since the page was opened, the newest last. */
export function faults(): readonly Fault[] {
  return kept;
}

/** Remembers errors that nobody caught, and every problem that the person was told of. */
export function listenForFaults(): void {
  addEventListener('error', (event) => noteFault('page', event.error ?? event.message));
  addEventListener('unhandledrejection', (event) => noteFault('page', event.reason));
  useStore.subscribe(({ toasts }, before) => {
    for (const { id, problem } of toasts)
      if (!before.toasts.some((toast) => toast.id === id))
        noteFault('engine', `${problem.code} ${JSON.stringify(problem.params)}`);
  });
}
