import { useMemo } from 'react';
import { graph } from '#lexicon/graph.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { Passing } from '../contract.ts';
import type { Layout } from './layout.ts';

type VeilProps = { passing: Passing; layout: Layout; config: RunConfig; backward: boolean; heightPx: number };

/** The column whose array is the last that a step in slow motion has come to, and from where on the rest lies in the mist. */
function reachedX({ columns, widthPx, predictionX }: Layout, rows: ReadonlyMap<string, number>, { phase, row }: Passing): number {
  const placeOf = (name: string): number => rows.get(name) ?? rows.size;
  if (phase === 'backward') {
    const first = columns.find(({ name }) => placeOf(name) >= row);
    return first?.x ?? widthPx;
  }
  const next = columns.find(({ name }) => placeOf(name) > row);
  return next ? next.x - 2 : row >= rows.size - 1 ? widthPx : predictionX;
}

/** Hides of the picture what a training step in slow motion has not come to yet: to the right going forward, to the left going back. */
export function Veil({ passing, layout, config, backward, heightPx }: VeilProps) {
  const rows = useMemo(() => new Map(graph(config).map(({ name }, row) => [name, row])), [config]);
  const { phase } = passing;
  // Of the pass that is over, or of the other one, nothing is hidden.
  if (phase === 'loss' || phase === 'update' || backward !== (phase === 'backward')) return null;
  const x = phase === 'batch' ? 0 : reachedX(layout, rows, passing);
  const place = phase === 'backward' ? { left: 0, width: x } : { left: x, width: Math.max(0, layout.widthPx - x) };
  return (
    <div
      className={phase === 'backward' ? 'flow__veil flow__veil--back' : 'flow__veil'}
      style={{ ...place, height: heightPx }}
      aria-hidden="true"
    />
  );
}
