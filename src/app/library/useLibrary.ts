import { useEffect, useState } from 'react';
import type { Library } from '#lexicon/messages.ts';
import { library } from '#state/actions/library.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectKeeping } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';

/** The kept runs, read anew whenever one of them changes; null until the storage has answered. */
export function useLibrary(): Library | null {
  const { version, state } = useStore(selectKeeping);
  const [found, setFound] = useState<Library | null>(null);
  useEffect(() => {
    if (state === 'off' || state === 'denied') return;
    let current = true;
    void attempt(
      library().then((answer) => {
        if (current) setFound(answer);
      }),
    );
    return () => {
      current = false;
    };
  }, [version, state]);
  return found;
}
