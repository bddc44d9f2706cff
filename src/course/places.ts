import { PART_IDS } from '#lexicon/course.ts';
import type { PartId } from '#lexicon/course.ts';
import { PANEL_IDS } from '#lexicon/selection.ts';
import type { PanelId } from '#lexicon/selection.ts';
import { openPanel } from '#state/actions/look.ts';
import { useStore } from '#state/store.ts';

const PARTS: Readonly<Record<PartId, string>> = {
  story: '.story',
  settings: '.settings',
  learns: '.learns',
  controls: '#run-controls',
  curve: '#run-loss',
  writing: '#run-writing',
  library: '#library',
};

/** How long the page may still move under a place that was gone to: panels above it are drawn when they come near. */
const SETTLE_MS = 2500;

const isPart = (at: string): at is PartId => (PART_IDS as readonly string[]).includes(at);
const isPanel = (at: string): at is PanelId => (PANEL_IDS as readonly string[]).includes(at);

/** Where a step is shown, as a selector. */
export function selectorOf(at: PanelId | PartId): string {
  return isPart(at) ? PARTS[at] : `#panel-${at}`;
}

/** Keeps an element in sight while what lies above it grows, until a hand moves the page. */
function keepInSight(element: Element): () => void {
  const show = (): void => element.scrollIntoView({ block: 'start' });
  const observer = new ResizeObserver(show);
  const stop = (): void => {
    observer.disconnect();
    clearTimeout(timer);
    for (const name of ['wheel', 'touchmove', 'pointerdown', 'keydown']) removeEventListener(name, stop, true);
  };
  const timer = setTimeout(stop, SETTLE_MS);
  for (const name of ['wheel', 'touchmove', 'pointerdown', 'keydown'])
    addEventListener(name, stop, { capture: true, passive: true });
  for (const sibling of element.parentElement?.children ?? []) observer.observe(sibling);
  show();
  return stop;
}

let letGo: () => void = () => undefined;

/** Brings the place of a step into sight: a panel that stands alone makes room, folded settings open. */
export function goTo(at: PanelId | PartId, focus: boolean): void {
  const { openPanel: alone } = useStore.getState();
  if (alone !== null && alone !== at) openPanel(isPanel(at) ? at : null);
  letGo();
  const frame = requestAnimationFrame(() => {
    const element = document.querySelector<HTMLElement>(selectorOf(at));
    const fold = element?.closest('details');
    if (fold) fold.open = true;
    if (!element) return;
    letGo = keepInSight(element);
    if (focus) element.focus({ preventScroll: true });
  });
  letGo = () => cancelAnimationFrame(frame);
}
