import { openPanel, select, setLanguage, setTheme } from '#state/actions/look.ts';
import { useStore } from '#state/store.ts';
import type { State, Theme } from '#state/store.ts';
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

function themeOf(text: string | null): Theme {
  return text === 'light' || text === 'dark' ? text : 'auto';
}

function show({ language, theme }: State): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** Takes language, panel and selection from the address, theme and language else from the last visit or the system. */
export async function arrive(): Promise<void> {
  const place = readPlace(location.search);
  const wish = remembered(LANGUAGE_KEY);
  const system = navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
  await setLanguage(place.language ?? (wish === 'zh' || wish === 'en' ? wish : system));
  setTheme(themeOf(remembered(THEME_KEY)));
  openPanel(place.panel);
  select(place.selection);
  show(useStore.getState());
}

/** Keeps the address in step: opening a panel is a step one can go back from, everything else is not. */
export function keepAddress(): () => void {
  const write = (state: State, before: State): void => {
    if (state.language !== before.language || state.theme !== before.theme) {
      show(state);
      remember(LANGUAGE_KEY, state.language);
      remember(THEME_KEY, state.theme);
    }
    if (state.openPanel === before.openPanel && state.locked === before.locked && state.language === before.language) return;
    const search = writePlace({ panel: state.openPanel, language: state.language, selection: state.locked }, location.search);
    const address = `${location.pathname}${search}${location.hash}`;
    if (address === `${location.pathname}${location.search}${location.hash}`) return;
    if (state.openPanel !== before.openPanel) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
  };
  const onBack = (): void => openPanel(readPlace(location.search).panel);
  addEventListener('popstate', onBack);
  const stop = useStore.subscribe(write);
  return () => {
    stop();
    removeEventListener('popstate', onBack);
  };
}
