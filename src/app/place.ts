import { hideParts } from '#state/actions/library.ts';
import { loadFirstWords } from '#lexicon/words/load.ts';
import { openPanel, select, setLanguage, setTheme } from '#state/actions/look.ts';
import { compareWith } from '#state/actions/setting.ts';
import { seek } from '#state/actions/train.ts';
import { useStore } from '#state/store.ts';
import type { State, Theme } from '#state/store.ts';
import { readHidden } from './share/hide.ts';
import { readPlace, writePlace } from './url.ts';

const THEME_KEY = 'glassformer.theme';
const LANGUAGE_KEY = 'glassformer.language';

/** A wish from an earlier visit; none where the browser keeps nothing. */
function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing forgets the wish at the end of the visit.
  }
}

/** What of the page the address holds. */
const KEPT = ['openPanel', 'locked', 'language', 'playhead', 'versus'] as const satisfies readonly (keyof State)[];

function themeOf(text: string | null): Theme {
  return text === 'light' || text === 'dark' ? text : 'auto';
}

function show({ language, theme }: State): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

let steps: { playhead: number | null; versus: number | null } = { playhead: null, versus: null };

/** Goes to the steps that the address names, once there is a run that has kept some. */
export async function takeSteps(): Promise<void> {
  const { playhead, versus } = steps;
  if (playhead !== null) await seek(playhead);
  if (versus !== null) await compareWith(versus);
}

/** Takes language, panel and selection from the address, theme and language else from the last visit or the system. */
export async function arrive(): Promise<void> {
  const place = readPlace(location.search);
  const wish = remembered(LANGUAGE_KEY);
  const system = navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
  await setLanguage(place.language ?? (wish === 'zh' || wish === 'en' ? wish : system), loadFirstWords);
  setTheme(themeOf(remembered(THEME_KEY)));
  steps = { playhead: place.playhead, versus: place.versus };
  hideParts(readHidden(location.search));
  openPanel(place.panel);
  select(place.selection);
  show(useStore.getState());
}

/** A playhead that has not moved for so long stands. */
const SETTLED_MS = 250;

function put(
  { openPanel: panel, language, locked: selection, playhead, versus }: State,
  how: 'pushState' | 'replaceState',
): void {
  const search = writePlace({ panel, language, selection, playhead, versus }, location.search);
  const address = `${location.pathname}${search}${location.hash}`;
  if (address !== `${location.pathname}${location.search}${location.hash}`) history[how](null, '', address);
}

/** Keeps the address in step: opening a panel is a step one can go back from, everything else is not. */
export function keepAddress(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = (state: State, before: State): void => {
    if (state.language !== before.language || state.theme !== before.theme) {
      show(state);
      remember(LANGUAGE_KEY, state.language);
      remember(THEME_KEY, state.theme);
    }
    if (KEPT.every((key) => state[key] === before[key])) return;
    clearTimeout(timer);
    if (state.openPanel !== before.openPanel) put(state, 'pushState');
    else if (state.playhead === before.playhead) put(state, 'replaceState');
    // A playhead that is dragged would write more addresses than a browser takes.
    else timer = setTimeout(() => put(useStore.getState(), 'replaceState'), SETTLED_MS);
  };
  const onBack = (): void => openPanel(readPlace(location.search).panel);
  addEventListener('popstate', onBack);
  const stop = useStore.subscribe(write);
  return () => {
    stop();
    removeEventListener('popstate', onBack);
  };
}
