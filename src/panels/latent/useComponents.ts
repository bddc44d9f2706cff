import { useEffect, useState } from 'react';
import { principalComponentsInSlices } from '#math/pca.ts';
import type { PrincipalComponents } from '#math/pca.ts';

/** Directions along which samples are drawn: as many as there can be of these. */
const MOST = 8;

export type Components = { pca: PrincipalComponents; vectors: Float32Array };

/** The principal components of N points of D numbers, found in slices so that the page never waits; null before. */
export function useComponents(vectors: Float32Array | null, D: number): PrincipalComponents | null {
  const [found, setFound] = useState<Components | null>(null);
  useEffect(() => {
    if (!vectors || vectors.length < 2 * D) return undefined;
    const rows = vectors.length / D;
    const work = principalComponentsInSlices(vectors, rows, D, Math.min(MOST, D, rows - 1));
    let timer: ReturnType<typeof setTimeout>;
    const slice = (): void => {
      for (let i = 0; i < 6; i++) {
        const { done, value } = work.next();
        if (!done) continue;
        setFound({ pca: value, vectors });
        return;
      }
      timer = setTimeout(slice);
    };
    timer = setTimeout(slice);
    return () => clearTimeout(timer);
  }, [vectors, D]);
  return found?.vectors === vectors ? found.pca : null;
}
