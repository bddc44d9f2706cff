import { startTransition, useEffect, useState } from 'react';
import type { Library } from '#lexicon/messages.ts';
import { library } from '#state/actions/library.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectKeeping } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';

/** A list read anew, whose runs that are as they were stay the same objects: only the others are drawn again. */
function renewed(before: Library | null, now: Library): Library {
  const known = new Map(before?.entries.map((entry) => [entry.key, entry]));
  const entries = now.entries.map((entry) => {
    const old = known.get(entry.key);
    return old?.savedMs === entry.savedMs && old.name === entry.name && old.open === entry.open ? old : entry;
  });
  return { ...now, entries };
}

/** The kept runs, read anew whenever one of them changes; null until the storage has answered. */
export function useLibrary(): Library | null {
  const { version, state } = useStore(selectKeeping);
  const [found, setFound] = useState<Library | null>(null);
  useEffect(() => {
    if (state === 'off' || state === 'denied') return;
    let current = true;
    void attempt(
      library().then((answer) => {
        // Hundreds of rows are drawn in pieces, between which the page hears its person.
        if (current) startTransition(() => setFound((before) => renewed(before, answer)));
      }),
    );
    return () => {
      current = false;
    };
  }, [version, state]);
  return found;
}
