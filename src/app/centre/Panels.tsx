import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { panels } from '#panels/index.ts';
import type { PanelEntry } from '#panels/contract.ts';
import type { PanelId } from '#lexicon/selection.ts';
import { openPanel, showInView, watch } from '#state/actions/look.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectConfig, selectOpenPanel, selectPhase, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { Icon } from '#view/Icon.tsx';
import { useInspectorNames } from '../inspector/names.ts';
import { loadPanel, useLoadedPanels } from './loadedPanels.ts';
import { PanelCard } from './PanelCard.tsx';
import './Panels.css';

/** Ids that come and go. */
function useIdSet(): [ReadonlySet<PanelId>, (id: PanelId, inside: boolean) => void] {
  const [ids, setIds] = useState<ReadonlySet<PanelId>>(new Set());
  const tell = useCallback((id: PanelId, inside: boolean) => {
    setIds((before) => {
      if (before.has(id) === inside) return before;
      return inside ? new Set([...before, id]) : new Set([...before].filter((other) => other !== id));
    });
  }, []);
  return [ids, tell];
}

type Names = readonly string[];

/** What panels read besides what they always do. */
function useOwnNames(): [ReadonlyMap<PanelId, Names>, (id: PanelId, names: Names) => void] {
  const [own, setOwn] = useState<ReadonlyMap<PanelId, Names>>(new Map());
  const tell = useCallback((id: PanelId, names: Names) => setOwn((before) => new Map([...before, [id, names]])), []);
  return [own, tell];
}

/** Which panels are on the screen; the engine computes what those read, and nothing else. */
function useWatch(visible: ReadonlySet<PanelId>, own: ReadonlyMap<PanelId, Names>): void {
  const config = useStore(selectConfig);
  const inspected = useInspectorNames();
  const loaded = useLoadedPanels();
  const names = useMemo(() => {
    const seen = panels.flatMap(({ id }) => (visible.has(id) ? (loaded.get(id) ?? []) : []));
    return [...seen.flatMap((panel) => [...panel.names(config), ...(own.get(panel.id) ?? [])]), ...inspected];
  }, [visible, loaded, config, inspected, own]);
  useEffect(() => void attempt(watch(names)), [names]);
}

/** Fetches what comes into sight at once, and the rest when the page stands, so that scrolling meets no gap. */
function useLoading(shown: readonly PanelEntry[], visible: ReadonlySet<PanelId>, ready: boolean): void {
  useEffect(() => {
    const wanted = shown.filter(({ id }, index) => index === 0 || ready || visible.has(id));
    void attempt(Promise.all(wanted.map(loadPanel)));
  }, [shown, visible, ready]);
}

/** Opening a panel starts at its top; coming back, one is where it stands among the others. */
function usePlace(open: PanelId | null): void {
  const before = useRef(open);
  useLayoutEffect(() => {
    if (before.current === open) return;
    const panel = document.getElementById(`panel-${open ?? before.current}`);
    before.current = open;
    if (open === null) panel?.scrollIntoView({ block: 'start' });
    else document.getElementById('panels')?.scrollTo(0, 0);
    panel?.focus({ preventScroll: true });
  }, [open]);
}

/** The pictures of the forward pass one under another, or one of them over the full width. */
export function Panels() {
  const words = useWords();
  const open = useStore(selectOpenPanel);
  const phase = useStore(selectPhase);
  const [visible, onVisible] = useIdSet();
  const [inBand, onBand] = useIdSet();
  useEffect(() => showInView(panels.filter(({ id }) => inBand.has(id)).map(({ id }) => id)), [inBand]);
  const [own, onWatch] = useOwnNames();
  const shown = useMemo(() => (open === null ? panels : panels.filter(({ id }) => id === open)), [open]);
  useLoading(shown, visible, phase === 'ready');
  useWatch(visible, own);
  usePlace(open);

  if (phase === 'failed') return <p className="panels__message">{words.shell.failed}</p>;
  return (
    <div className={open === null ? 'panels' : 'panels panels--alone'}>
      {phase === 'starting' && <p className="panels__message">{words.shell.starting}</p>}
      {open !== null && (
        <button type="button" className="button button--bare panels__back" onClick={() => openPanel(null)}>
          <Icon name="back" sizePx={14} />
          {words.shell.panels.back}
        </button>
      )}
      {shown.map((panel) => (
        <PanelCard key={panel.id} id={panel.id} wide={open !== null} onVisible={onVisible} onBand={onBand} onWatch={onWatch} />
      ))}
    </div>
  );
}
