import { problem } from '#lexicon/problems.ts';
import { say } from '#state/actions/toasts.ts';
import { connect, recycle } from '#state/engine.ts';
import { createHandlers } from '#state/events.ts';
import { createLink } from '#state/link.ts';

/** A picture is due at the latest after this long, also in a tab that is not painted. */
const HIDDEN_MS = 250;

/** Calls back before the next picture, or after a while where none is painted. */
export function nextPaint(then: () => void): void {
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    clearTimeout(timer);
    then();
  };
  const timer = setTimeout(once, HIDDEN_MS);
  requestAnimationFrame(once);
}

/** Starts the engine's worker and binds it to the page. */
export function startEngine(): void {
  const worker = new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module' });
  const link = createLink(worker, createHandlers({ nextPaint, recycle }));
  worker.addEventListener('error', (event) => {
    const broken = problem('internal', { message: event.message || 'the worker could not be loaded' });
    link.close(broken);
    say(broken);
  });
  connect(link);
}
