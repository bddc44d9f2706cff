import { useEffect, useState } from 'react';
import type { ElementRef } from '#lexicon/expression.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { numberAt } from '#panels/worksheet/reads.ts';
import type { Moments } from '#panels/worksheet/update.ts';
import { read } from '#state/actions/read.ts';
import { runMetrics } from '#state/metrics.ts';
import { selectConfig, selectPlayhead, selectRun, selectStep } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';

/** While training, the optimizer's memory is asked for at most this often. */
const EVERY_MS = 500;

async function momentsOf({ name, index }: ElementRef): Promise<Moments | null> {
  const [m, v, value] = await Promise.all([read(`adam.m.${name}`), read(`adam.v.${name}`), read(name)]);
  const last = runMetrics.last();
  if (!last) return null;
  const at = ({ data, shape }: { data: Float32Array; shape: number[] }): number =>
    numberAt({ name, axes: '', data, shape }, index) ?? Number.NaN;
  return { m: at(m), v: at(v), value: at(value), step: last.step, learningRate: last.learningRate };
}

/**
 * What the optimizer remembers of a weight's element at the newest step: null before the first update, undefined for
 * what is no weight, at an earlier step, and while it is being read.
 */
export function useMoments(cell: ElementRef): Moments | null | undefined {
  const config = useStore(selectConfig);
  const step = useStore(selectStep);
  const playhead = useStore(selectPlayhead);
  const run = useStore(selectRun)?.runId;
  const [found, setFound] = useState<{ cell: ElementRef; moments: Moments | null } | null>(null);
  const wanted = playhead === null && weightLayout(config).byName.has(cell.name);
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen = -1;
    const look = async (): Promise<void> => {
      const now = useStore.getState().step;
      if (now !== seen) {
        seen = now;
        // A model that is exchanged meanwhile refuses; the next one asks anew.
        const moments = now === 0 ? null : await momentsOf(cell).catch(() => undefined);
        if (current && moments !== undefined) setFound({ cell, moments });
      }
      if (current) timer = setTimeout(() => void look(), EVERY_MS);
    };
    void look();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [wanted, cell, run]);
  return wanted && found?.cell === cell ? found.moments : step === 0 && wanted ? null : undefined;
}
