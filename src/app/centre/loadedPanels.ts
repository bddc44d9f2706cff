import { useSyncExternalStore } from 'react';
import type { PanelId } from '#lexicon/selection.ts';
import type { Panel, PanelEntry } from '#panels/contract.ts';

let loaded: ReadonlyMap<PanelId, Panel> = new Map();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Fetches the code of a panel, once. @throws where it cannot be fetched; asking again tries again. */
export async function loadPanel({ id, load }: PanelEntry): Promise<void> {
  if (loaded.has(id)) return;
  const panel = await load();
  loaded = new Map([...loaded, [id, panel]]);
  for (const listener of listeners) listener();
}

/** The panels whose code is there. */
export function useLoadedPanels(): ReadonlyMap<PanelId, Panel> {
  return useSyncExternalStore(subscribe, () => loaded);
}
