import { useMemo } from 'react';
import { graph } from '#lexicon/graph.ts';
import type { PanelId } from '#lexicon/selection.ts';
import type { Passing } from '#panels/contract.ts';
import { PHASES, rowReached } from '#state/apart.ts';
import { useStore } from '#state/store.ts';
import type { State } from '#state/store.ts';

/** Sub-step and row in one number, which changes only when the picture does; −1 without slow motion. */
function reached({ apart, config }: State): number {
  if (!apart) return -1;
  return PHASES.indexOf(apart.phase) * ROWS + rowReached(apart, graph(config).length);
}

/** More rows than any graph has. */
const ROWS = 10_000;
const never = (): number => -1;

/** How far a step in slow motion has come, for the panel that shows the way through the model. */
export function usePassing(id: PanelId): Passing | null {
  const at = useStore(id === 'flow' ? reached : never);
  return useMemo(() => {
    const phase = PHASES[Math.floor(at / ROWS)];
    return at < 0 || phase === undefined ? null : { phase, row: at % ROWS };
  }, [at]);
}
