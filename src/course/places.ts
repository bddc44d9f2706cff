import { PART_IDS, planOf } from '#lexicon/course.ts';
import type { PartId, StepId } from '#lexicon/course.ts';
import { PANEL_IDS } from '#lexicon/selection.ts';
import type { PanelId } from '#lexicon/selection.ts';
import { openPanel } from '#state/actions/look.ts';
import { useStore } from '#state/store.ts';
import { steps } from './index.ts';

const PARTS: Readonly<Record<PartId, string>> = {
  story: '.story',
  settings: '.settings',
  training: '[data-group=training]',
  sampling: '[data-group=sampling]',
  learns: '.learns',
  controls: '#run-controls',
  curve: '#run-loss',
  writing: '#run-writing',
  library: '#library',
};

/** How long the page may still move under a place that was gone to: panels above it are drawn when they come near. */
const SETTLE_MS = 2500;
/** What a hand does that moves the page. */
const HANDS = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;
/** Inside the edge of a place, where what is seen of it is looked for. */
const INSET_PX = 14;

const isPart = (at: string): at is PartId => (PART_IDS as readonly string[]).includes(at);
const isPanel = (at: string): at is PanelId => (PANEL_IDS as readonly string[]).includes(at);

/** Where a step is shown, as a selector. */
export function selectorOf(at: PanelId | PartId): string {
  return isPart(at) ? PARTS[at] : `#panel-${at}`;
}

/** The places of a step: where it is shown, and what else its task needs. */
export const placesOf = (id: StepId): readonly (PanelId | PartId)[] => [planOf(id).at, ...(steps[id].also ?? [])];

/** What of a place is looked at: the part of its panel with what has to be pressed, once that is drawn; else all of it. */
function spotIn(id: StepId, at: PanelId | PartId): HTMLElement | null {
  const place = document.querySelector<HTMLElement>(selectorOf(at));
  const { acts } = steps[id];
  const pressed = acts === undefined || at !== planOf(id).at ? null : place?.querySelector(acts);
  return pressed?.closest<HTMLElement>('.part') ?? place;
}

/** Whether the beginning of an element is seen, and nothing lies over it. */
function isSeen(element: HTMLElement): boolean {
  const { left, top, width } = element.getBoundingClientRect();
  const over = document.elementFromPoint(left + Math.min(INSET_PX, width / 2), top + INSET_PX);
  return over !== null && element.contains(over);
}

/** Keeps the spot of a place in sight while what lies above it grows, until a hand moves the page. */
function keepInSight(place: Element, spot: () => HTMLElement | null): () => void {
  const show = (): void => spot()?.scrollIntoView({ block: 'start' });
  const observer = new ResizeObserver(show);
  const stop = (): void => {
    observer.disconnect();
    clearTimeout(timer);
    for (const name of HANDS) removeEventListener(name, stop, true);
  };
  const timer = setTimeout(stop, SETTLE_MS);
  for (const name of HANDS) addEventListener(name, stop, { capture: true, passive: true });
  for (const sibling of place.parentElement?.children ?? []) observer.observe(sibling);
  show();
  return stop;
}

/** Scrolls the column of the settings, where it scrolls by itself, to what a task needs of it. */
function scrollColumn(part: HTMLElement): void {
  const column = part.closest<HTMLElement>('.app__left');
  if (column === null || column.scrollHeight <= column.clientHeight || isSeen(part)) return;
  const from = part.getBoundingClientRect().top - column.getBoundingClientRect().top;
  column.scrollBy({ top: from - INSET_PX });
}

let letGo: () => void = () => undefined;

/** Brings a place of a step into sight: a panel that stands alone makes room, folded settings open. */
function reach(id: StepId, at: PanelId | PartId, then: (place: HTMLElement) => void): void {
  const { openPanel: alone } = useStore.getState();
  if (alone !== null && alone !== at) openPanel(isPanel(at) ? at : null);
  letGo();
  const frame = requestAnimationFrame(() => {
    const place = document.querySelector<HTMLElement>(selectorOf(at));
    const fold = place?.closest('details');
    if (fold) fold.open = true;
    if (!place) return;
    letGo = keepInSight(place, () => spotIn(id, at));
    then(place);
  });
  letGo = () => cancelAnimationFrame(frame);
}

/** Goes to where a step is shown. */
export function goTo(id: StepId): void {
  const { at } = planOf(id);
  reach(id, at, () => {
    for (const other of steps[id].also ?? []) {
      const part = document.querySelector<HTMLElement>(selectorOf(other));
      if (part) scrollColumn(part);
    }
  });
}

/** Shows where a step's task is done: the first of its places that is not seen, and gives it the focus. */
export function showWhere(id: StepId): void {
  const hidden = placesOf(id).find((at) => {
    const spot = spotIn(id, at);
    return spot !== null && !isSeen(spot);
  });
  reach(id, hidden ?? planOf(id).at, (place) => place.focus({ preventScroll: true }));
}
