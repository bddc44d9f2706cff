import { useEffect, useRef, useState } from 'react';
import type { Copied } from '#lexicon/writing.ts';
import { lookUp } from '#state/actions/write.ts';
import { attempt } from '#state/actions/toasts.ts';

/** While one writes on, a text is looked up this often. */
const EVERY_MS = 250;

/** What of the written tokens stands in the training text; of the tokens so far while the newest are looked up. Null before. */
export function useCopied(ids: readonly number[], here: boolean): Copied | null {
  const [found, setFound] = useState<{ ids: readonly number[]; copied: Copied } | null>(null);
  const newest = useRef(ids);
  const waits = useRef(false);
  useEffect(() => {
    newest.current = ids;
    if (!here || ids.length === 0 || waits.current) return;
    // However fast tokens come, what stands there when the time is over is looked up.
    waits.current = true;
    setTimeout(() => {
      waits.current = false;
      const asked = newest.current;
      if (asked.length > 0) void attempt(lookUp(asked).then((copied) => setFound({ ids: asked, copied })));
    }, EVERY_MS);
  }, [ids, here]);
  // Of another branch or a shorter text it says nothing.
  return found && ids.length > 0 && found.ids.every((id, at) => id === ids[at]) ? found.copied : null;
}
