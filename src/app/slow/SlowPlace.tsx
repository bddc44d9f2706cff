import { Suspense, lazy } from 'react';
import { selectApart } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';

const SlowMotion = lazy(async () => ({ default: (await import('./SlowMotion.tsx')).SlowMotion }));

/** Where a training step in slow motion stands; its code comes with the first. */
export function SlowPlace() {
  const apart = useStore(selectApart);
  if (!apart) return null;
  return (
    <Suspense fallback={null}>
      <SlowMotion apart={apart} />
    </Suspense>
  );
}
