import { PANEL_IDS } from '#lexicon/selection.ts';
import type { PanelId } from '#lexicon/selection.ts';
import { useStore } from '../store.ts';

/** Lets a panel's colour scales stand still, or follow the numbers again; where all panels share one, those of all. */
export function toggleAutoScale(id: PanelId): void {
  useStore.setState(({ fixedScales, sharedScale }) => {
    const stands = fixedScales.includes(id);
    if (sharedScale) return { fixedScales: stands ? [] : PANEL_IDS };
    return { fixedScales: stands ? fixedScales.filter((each) => each !== id) : [...fixedScales, id] };
  });
}

/** One colour scale for all panels, or one for each picture. */
export function toggleSharedScale(): void {
  useStore.setState(({ sharedScale }) => ({ sharedScale: !sharedScale, fixedScales: [] }));
}
