import { useSyncExternalStore } from 'react';
import { readPalette } from './palette.ts';
import type { Palette } from './palette.ts';

let current: Palette | null = null;

function read(): Palette {
  current ??= readPalette(document.documentElement);
  return current;
}

/** Tells when the theme changes: the `data-theme` of the root element, or the system's preference. */
function subscribe(onChange: () => void): () => void {
  const forget = (): void => {
    const fresh = readPalette(document.documentElement);
    const before = current;
    const isSame = before && (Object.keys(fresh) as (keyof Palette)[]).every((name) => fresh[name] === before[name]);
    if (!isSame) current = fresh;
    // Always told on: another subscriber may have read the new palette first.
    onChange();
  };
  const observer = new MutationObserver(forget);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] });
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', forget);
  forget();
  return () => {
    observer.disconnect();
    dark.removeEventListener('change', forget);
  };
}

/** The ramp colours of the theme in force; the component draws anew when the theme changes. */
export function usePalette(): Palette {
  return useSyncExternalStore(subscribe, read);
}
