import { problem } from '#lexicon/problems.ts';
import type { BootSource } from '#state/actions/boot.ts';
import { beginAgain } from '#state/actions/restart.ts';
import { attempt, say } from '#state/actions/toasts.ts';
import { connect } from '#state/engine.ts';
import { createHandlers } from '#state/events.ts';
import { createLink } from '#state/link.ts';
import { useStore } from '#state/store.ts';
import { nextPaint } from './centre/nextPaint.ts';
import { takeTurns } from './centre/turns.ts';

/** A successor that dies so soon as well would go on dying. */
const TOO_SOON_MS = 10_000;

/**
 * Starts the engine's worker and binds it to the page. When it dies, another one takes its place and opens what `again`
 * names: the run that was open, as it was saved last.
 */
export function startEngine(again: () => BootSource, isSuccessor = false): void {
  const startedMs = performance.now();
  let alive = true;
  const worker = new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module' });

  const die = (message: string): void => {
    if (!alive) return;
    alive = false;
    worker.terminate();
    link.close(problem('engineGone', { message }));
    const tooSoon = isSuccessor && performance.now() - startedMs < TOO_SOON_MS;
    if (tooSoon || useStore.getState().phase !== 'ready') {
      useStore.setState({ phase: 'failed' });
      say(problem('engineGone', { message }));
      return;
    }
    startEngine(again, true);
    void attempt(beginAgain(again()));
  };

  const link = createLink(
    worker,
    createHandlers({
      nextPaint,
      onFrame: takeTurns,
      // The lock is free as soon as the worker that holds it is gone.
      onAlive: (lock) => void navigator.locks.request(lock, () => die('the worker ended')),
    }),
  );
  worker.addEventListener('error', (event) => die(event.message || 'the worker could not be loaded'));
  connect(link);
}
