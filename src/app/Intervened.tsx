import { lazy, Suspense } from 'react';
import { selectInterventions } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';

const Note = lazy(async () => ({ default: (await import('./IntervenedNote.tsx')).IntervenedNote }));

/** Says that the forward pass is changed while it is. */
export function Intervened() {
  const list = useStore(selectInterventions);
  if (list.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <Note list={list} />
    </Suspense>
  );
}
