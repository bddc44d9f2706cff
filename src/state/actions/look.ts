import { NO_SELECTION } from '#lexicon/selection.ts';
import type { PanelId, Selection } from '#lexicon/selection.ts';
import { loadWords } from '#lexicon/words/load.ts';
import type { Language } from '#lexicon/words/load.ts';
import { call } from '../engine.ts';
import { looked } from '../looked.ts';
import { useStore } from '../store.ts';
import type { Theme } from '../store.ts';

/** A hovered number is lit at once, outside the store; all else about it may come this much later, once for many. */
const FOLLOWS_MS = 20;
let following: { part: Partial<Selection>; timer: ReturnType<typeof setTimeout> } | null = null;

function show(locked: Partial<Selection>, hovered: Partial<Selection> | null): void {
  if (following) clearTimeout(following.timer);
  following = null;
  const selection = { ...NO_SELECTION, ...locked, ...hovered };
  looked.lookAt(selection.cell);
  useStore.setState({ locked, hovered, selection });
}

/** Locks a part of the selection. A number that was selected is let go when something else is. */
export function select(part: Partial<Selection>): void {
  show({ ...useStore.getState().locked, cell: null, ...part }, null);
}

/** Previews a part of the selection; null ends the preview. */
export function hover(part: Partial<Selection> | null): void {
  const { locked, hovered } = useStore.getState();
  if (!part?.cell) {
    if (part !== null || hovered !== null || following !== null) show(locked, part);
    return;
  }
  looked.lookAt(part.cell);
  if (following) following.part = part;
  else following = { part, timer: setTimeout(() => following && show(useStore.getState().locked, following.part), FOLLOWS_MS) };
}

/** Frees what was locked; the layer and head that are open stay. */
export function freeSelection(): void {
  const { layer, head } = useStore.getState().selection;
  show({ layer, head }, null);
}

/** Opens a panel over the full width, or closes it. */
export function openPanel(id: PanelId | null): void {
  useStore.setState({ openPanel: id });
}

/** Tells a panel that somebody has gone to it, so that it shows what it had folded away. */
export function seekPanel(panel: PanelId): void {
  useStore.setState(({ sought }) => ({ sought: { panel, times: sought.times + 1 } }));
}

/** Tells which panels one looks at. */
export function showInView(panelsInView: readonly PanelId[]): void {
  useStore.setState({ panelsInView });
}

/** Speaks another language, as soon as its words are there. @throws where they cannot be fetched. */
export async function setLanguage(language: Language, load: (of: Language) => Promise<unknown> = loadWords): Promise<void> {
  await load(language);
  useStore.setState({ language });
}

export function setTheme(theme: Theme): void {
  useStore.setState({ theme });
}

/** Looks at the stretch of the story that starts at a token, as long as the context. */
export async function probeAt(firstToken: number): Promise<void> {
  const { text, config } = useStore.getState();
  if (!text) return;
  const first = Math.max(0, Math.min(firstToken, text.ids.length - Math.min(config.n_ctx, text.ids.length)));
  await call('probe', { input: Array.from(text.ids.subarray(first, first + config.n_ctx)), ofText: true });
  useStore.setState({ probedFrom: first });
}

/** Looks at any text or list of token ids. */
export async function probe(input: string | readonly number[]): Promise<{ ids: number[]; tokens: string[] }> {
  const answer = await call('probe', { input });
  useStore.setState({ probedFrom: null });
  return answer;
}

let watched = '';
let watchedNames: readonly string[] = [];

/** Asks a new engine for what the old one was asked for. */
export async function watchAgain(): Promise<void> {
  await call('watch', { names: watchedNames });
}

/** Names that frames shall carry: what the visible pictures read, and nothing else. */
export async function watch(names: readonly string[]): Promise<void> {
  const sorted = [...new Set(names)].toSorted();
  const key = sorted.join(' ');
  if (key === watched) return;
  watched = key;
  watchedNames = sorted;
  await call('watch', { names: sorted });
}
