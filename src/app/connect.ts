import { problem } from '#lexicon/problems.ts';
import { say } from '#state/actions/toasts.ts';
import { connect } from '#state/engine.ts';
import { createHandlers } from '#state/events.ts';
import { createLink } from '#state/link.ts';
import { nextPaint } from './centre/nextPaint.ts';
import { takeTurns } from './centre/turns.ts';

/** Starts the engine's worker and binds it to the page. */
export function startEngine(): void {
  const worker = new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module' });
  const link = createLink(worker, createHandlers({ nextPaint, onFrame: takeTurns }));
  worker.addEventListener('error', (event) => {
    const broken = problem('internal', { message: event.message || 'the worker could not be loaded' });
    link.close(broken);
    say(broken);
  });
  connect(link);
}
