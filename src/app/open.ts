import type { KeepArgs } from '#lexicon/messages.ts';
import { boot } from '#state/actions/boot.ts';
import type { BootSource } from '#state/actions/boot.ts';
import { seekWhereLeft } from '#state/actions/library.ts';
import { useStore } from '#state/store.ts';
import { nextPaint } from './centre/nextPaint.ts';
import { attempt } from '#state/actions/toasts.ts';
import { rememberRun, runOfTab } from './library/tab.ts';
import { workOffline } from './offline/version.ts';
import { takeSteps } from './place.ts';
import { sampleText, samplesOf } from './story/samples.ts';

/** Where browsers do not tell when they are idle. */
const IDLE_MS = 2000;

const here = (path: string): string => new URL(path, document.baseURI).href;

/** Resolves when the store holds a first frame; in a tab that nobody sees none is asked for, so none is awaited. */
function firstFrame(): Promise<void> {
  return new Promise((resolve) => {
    if (useStore.getState().frameVersion > 0 || document.hidden) return resolve();
    const stop = useStore.subscribe(({ frameVersion }) => {
      if (frameVersion === 0) return;
      stop();
      resolve();
    });
  });
}

/** What the page can always begin with: the run kept under `key`, else the one kept last, else the recorded one. */
function sourceOf(keep: KeepArgs): BootSource {
  const { language } = useStore.getState();
  const sample = async (): Promise<string> => {
    const [first] = samplesOf(language);
    return first ? sampleText(first) : '';
  };
  return { runUrl: here(`runs/${language}.gfrun`), sample, wasmBase: here('wasm/'), keep, link: null };
}

/** What the page goes on with when its engine has died. */
export function openAgain(): BootSource {
  return sourceOf({ key: runOfTab() });
}

/** Opens the run of the address, the one kept last, or the recorded run of the page's language; resolves when the first frame is drawn. */
export async function open(): Promise<void> {
  rememberRun();
  const { sample } = sourceOf({ key: null });
  // What reads a run out of an address is fetched only for an address that may hold one.
  const link = location.search === '' ? null : await (await import('./share/arrival.ts')).arrivalOf(location.search, sample);
  await boot({ ...sourceOf({ key: runOfTab(), anyText: link?.anyText === true }), link });
  await firstFrame();
  await attempt(seekWhereLeft());
  await attempt(takeSteps());
  void import('./share/address.ts').then(({ keepRunInAddress }) => keepRunInAddress());
  await new Promise<void>((resolve) => nextPaint(() => nextPaint(resolve)));
  if (import.meta.env.PROD) whenIdle(() => void attempt(workOffline(() => useStore.getState().language)));
}

/** Calls when the browser has nothing better to do: what is fetched for later is never in the way of now. */
function whenIdle(then: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(then);
  else setTimeout(then, IDLE_MS);
}
