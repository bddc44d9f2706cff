import { call } from '#state/engine.ts';

/** Saves the run when the page is hidden: from then on the browser, or the machine, may end it without a word. */
export function saveWhenHidden(page: Document): void {
  page.addEventListener('visibilitychange', () => {
    if (page.visibilityState === 'hidden') void call('saveNow', {}).catch(() => undefined);
  });
}
