import { useSyncExternalStore } from 'react';
import type { PanelId } from '#lexicon/selection.ts';
import { loadWords } from '#lexicon/words/load.ts';
import type { Panel, PanelEntry } from '#panels/contract.ts';
import { useStore } from '#state/store.ts';

let loaded: ReadonlyMap<PanelId, Panel> = new Map();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The panel whose words the page begins with. */
const FIRST: PanelId = 'flow';

/** Fetches the code of a panel with its words, once. @throws where it cannot be fetched; asking again tries again. */
export async function loadPanel({ id, load }: PanelEntry): Promise<void> {
  if (loaded.has(id)) return;
  const [panel] = await Promise.all([load(), id === FIRST ? null : loadWords(useStore.getState().language)]);
  loaded = new Map([...loaded, [id, panel]]);
  for (const listener of listeners) listener();
}

/** The panels whose code is there. */
export function useLoadedPanels(): ReadonlyMap<PanelId, Panel> {
  return useSyncExternalStore(subscribe, () => loaded);
}
