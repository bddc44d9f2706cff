import { useMemo } from 'react';
import type { PanelId } from '#lexicon/selection.ts';
import { toggleAutoScale, toggleSharedScale } from '#state/actions/scales.ts';
import { selectFixedScales, selectSharedScale } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { SharedEnds } from '#view/scaling.ts';
import type { Scaling } from '#view/scaling.ts';

/** The page's one common scale, for those who share it. */
const pageEnds = new SharedEnds();

/** How a panel's pictures choose their colour scales; `signed` where they draw differences. */
export function useScales(id: PanelId, signed: boolean): Scaling {
  const fixed = useStore(selectFixedScales).includes(id);
  const shared = useStore(selectSharedScale);
  return useMemo(
    () => ({
      signed,
      auto: !fixed,
      shared: shared ? pageEnds : null,
      onAuto: () => toggleAutoScale(id),
      onShared: toggleSharedScale,
    }),
    [id, signed, fixed, shared],
  );
}
