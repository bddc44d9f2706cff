import { useEffect, useRef, useState } from 'react';
import { createPcaFollower } from './followPca.ts';
import type { MapResult, PcaFollower } from './followPca.ts';

/** Principal components of the rows `ids` of the table, following it without holding the page up; null before the first. */
export function useFollowedPca(table: Float32Array, ids: Int32Array, cols: number): MapResult | null {
  const [result, setResult] = useState<MapResult | null>(null);
  const follower = useRef<PcaFollower | null>(null);
  useEffect(() => {
    follower.current = createPcaFollower(setResult);
    return () => {
      follower.current?.stop();
      follower.current = null;
    };
  }, []);
  useEffect(() => {
    follower.current?.follow({ table, ids, cols });
  }, [table, ids, cols]);
  return result;
}
