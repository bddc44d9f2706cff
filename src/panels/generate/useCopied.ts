import { useEffect, useState } from 'react';
import type { Copied } from '#lexicon/writing.ts';
import { lookUp } from '#state/actions/write.ts';
import { attempt } from '#state/actions/toasts.ts';

/** While one writes on, a text is looked up this often. */
const REST_MS = 250;

/** What of the written tokens stands in the training text; of the tokens so far while the newest are looked up. Null before. */
export function useCopied(ids: readonly number[], here: boolean): Copied | null {
  const [found, setFound] = useState<Copied | null>(null);
  useEffect(() => {
    if (!here || ids.length === 0) return undefined;
    let wanted = true;
    const timer = setTimeout(() => {
      void attempt(
        lookUp(ids).then((copied) => {
          if (wanted) setFound(copied);
        }),
      );
    }, REST_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [ids, here]);
  // Of another branch or a shorter text it says nothing.
  return found && (found.starts.at(-1) ?? 0) <= ids.length && ids.length > 0 ? found : null;
}
