import { storyOf } from '#state/actions/setting.ts';
import { useStore } from '#state/store.ts';
import type { State } from '#state/store.ts';
import { SAMPLES } from '#lexicon/samples.ts';
import { sampleText } from '../story/samples.ts';
import { packText, writeRun } from './linkedRun.ts';
import type { LinkedText } from './linkedRun.ts';

/** Settings are dragged: an address follows when they stand. */
const SETTLED_MS = 400;

/** A text as a link holds it. */
export async function linkedText(text: string): Promise<LinkedText> {
  for (const sample of SAMPLES)
    if ((await sampleText(sample).catch(() => null)) === text) return { kind: 'sample', id: sample.id };
  const packed = await packText(text);
  return packed === null ? { kind: 'long' } : { kind: 'packed', packed };
}

let known: { text: string; linked: Promise<LinkedText> } | null = null;

/** The same, remembered until the text changes. */
export function linkedTextOf(text: string): Promise<LinkedText> {
  if (known?.text !== text) known = { text, linked: linkedText(text) };
  return known.linked;
}

/** Whether the page would open something else by itself. */
const isOwn = ({ keeping }: State): boolean => keeping.state !== 'untouched' && keeping.state !== 'off';

/** Keeps the run's part of the address in step with the run. A run that is as it was opened leaves it as it is. */
export function keepRunInAddress(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const put = async (): Promise<void> => {
    const { run, text } = useStore.getState();
    const story = storyOf(text);
    if (!run || story === null) return;
    const linked = await linkedTextOf(story);
    if (useStore.getState().run?.config !== run.config) return;
    const search = writeRun({ config: run.config, text: linked }, location.search);
    if (search !== location.search) history.replaceState(null, '', `${location.pathname}${search}${location.hash}`);
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void put(), SETTLED_MS);
  };
  if (isOwn(useStore.getState())) later();
  const stop = useStore.subscribe((state, before) => {
    const same = state.run?.config === before.run?.config && state.text === before.text && isOwn(state) === isOwn(before);
    if (!same && isOwn(state) && state.phase === 'ready') later();
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
