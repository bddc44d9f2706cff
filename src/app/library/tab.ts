import { useStore } from '#state/store.ts';

const KEY = 'glassformer.run';

/** The run that this tab had open before it was reloaded; null in a new tab. */
export function runOfTab(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Remembers, for a reload of this tab, which run is open, and asks the browser once to keep what is stored. */
export function rememberRun(): () => void {
  let asked = false;
  return useStore.subscribe(({ keeping }, before) => {
    if (keeping === before.keeping) return;
    try {
      if (keeping.key === null) sessionStorage.removeItem(KEY);
      else sessionStorage.setItem(KEY, keeping.key);
    } catch {
      // A browser that keeps nothing opens the sample again.
    }
    if (asked || keeping.state !== 'kept') return;
    asked = true;
    void (navigator.storage as StorageManager | undefined)?.persist().catch(() => false);
  });
}
