import { useEffect, useState } from 'react';
import type { PanelProps } from '../contract.ts';
import { gatherRows } from './rowsShown.ts';

/** Rows `ids` of the table at earlier kept steps, oldest first; `wanted` is how many there will be. */
export type Trails = { ids: Int32Array; cols: number; steps: readonly number[]; rows: readonly Float32Array[]; wanted: number };

/** Places of a trail: enough to see a way, few enough to read them in a moment. */
const MOST_STEPS = 12;
/** Between two reads training has its turn. */
const REST_MS = 40;

/** At most `most` of the kept steps before `step`, evenly spaced in their order, the first always among them. */
export function stepsOfTrail(kept: ArrayLike<number>, step: number, most = MOST_STEPS): number[] {
  const before = Array.from(kept).filter((one) => one < step);
  if (before.length <= most) return before;
  return Array.from({ length: most }, (_, i) => before[Math.floor((i * before.length) / most)] ?? 0);
}

/** Reads where the vectors were at kept steps, one step after the other, once `on`; null before the first. */
export function useTrails(
  on: boolean,
  ids: Int32Array | null,
  cols: number,
  { keptSteps, readAt, step }: Pick<PanelProps, 'keptSteps' | 'readAt' | 'step'>,
): Trails | null {
  const [trails, setTrails] = useState<Trails | null>(null);
  const [asked, setAsked] = useState<readonly number[]>([]);
  // Which steps are read is settled when one asks: what is kept later does not begin the reading anew.
  const [before, setBefore] = useState({ on: false, ids });
  if (before.on !== on || before.ids !== ids) {
    setBefore({ on, ids });
    setAsked(on ? stepsOfTrail(keptSteps, step) : []);
    setTrails(null);
  }
  useEffect(() => {
    if (!on || ids === null || asked.length === 0) return;
    let left = false;
    const readAll = async (): Promise<void> => {
      const rows: Float32Array[] = [];
      const steps: number[] = [];
      for (const one of asked) {
        if (left) return;
        try {
          rows.push(gatherRows((await readAt('wte.weight', one)).data, ids, cols));
          steps.push(one);
        } catch {
          // A step may have been let go since: the trail leaves it out.
        }
        if (left) return;
        setTrails({ ids, cols, steps: [...steps], rows: [...rows], wanted: asked.length });
        await new Promise((resolve) => setTimeout(resolve, REST_MS));
      }
    };
    void readAll();
    return () => {
      left = true;
    };
  }, [on, ids, cols, asked, readAt]);
  return trails;
}
