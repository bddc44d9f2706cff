import { useSyncExternalStore } from 'react';
import type { Language } from '#lexicon/words/load.ts';
import { call } from '#state/engine.ts';

/** The newer version that has been fetched and waits for its turn. */
let waiting: ServiceWorker | null = null;
const listeners = new Set<() => void>();

function announce(worker: ServiceWorker | null): void {
  waiting = worker;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether a newer version of the app waits. */
export function useNewVersion(): boolean {
  return useSyncExternalStore(subscribe, () => waiting !== null);
}

/** Goes on with this version; the newer one comes when the last tab is closed. */
export function stayWithThis(): void {
  announce(null);
}

/** Saves the run and loads the page anew in the newer version. */
export async function takeNewVersion(): Promise<void> {
  // A run that cannot be kept is as lost as by any reload; that the page says beside the run's name.
  await call('saveNow', {}).catch(() => undefined);
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting?.postMessage('takeOver');
}

/**
 * Registers the service worker, which makes the app work without a net, tells it which language the page speaks, and
 * watches for newer versions. Nothing happens where the browser has none to give.
 */
export async function workOffline(language: () => Language): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const address = new URL('./sw.js', document.baseURI).href;
  await navigator.serviceWorker.register(address, { updateViaCache: 'none' });
  const registration = await navigator.serviceWorker.ready;
  registration.active?.postMessage(language());
  const look = (): void => {
    // Without a page that it serves, a version is no newer one but the first.
    if (registration.waiting && navigator.serviceWorker.controller) announce(registration.waiting);
  };
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  look();
}
