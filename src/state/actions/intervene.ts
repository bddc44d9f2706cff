import type { Intervention } from '#lexicon/interventions.ts';
import type { Ablation, BreakId, PatchArgs, PatchMap, PutInArgs, Twins, Untouched } from '#lexicon/writing.ts';
import { call } from '../engine.ts';
import { useStore } from '../store.ts';
import { intervene } from './setting.ts';

let latest: { list: readonly Intervention[]; gesture: string } | null = null;
let sending = false;

/** `intervene` while a slider is being dragged: only the newest list is sent, and the drag is taken back as one. */
export async function interveneWhileDragging(list: readonly Intervention[], gesture: string): Promise<void> {
  latest = { list, gesture };
  if (sending) return;
  sending = true;
  try {
    while (latest) {
      const next: { list: readonly Intervention[]; gesture: string } = latest;
      latest = null;
      await intervene(next.list, next.gesture);
    }
  } finally {
    sending = false;
  }
}

/** Switches every part off by itself, at the step under the playhead; null when stopped. */
export function ablate(): Promise<Ablation | null> {
  return call('ablate', { step: useStore.getState().playhead });
}

/** Ends the measurement that is under way. */
export async function stopAblate(): Promise<void> {
  await call('stopAblate', {});
}

/** What the probe would read without the changes in force, at the step under the playhead. */
export function untouched(position: number): Promise<Untouched> {
  return call('untouched', { step: useStore.getState().playhead, position });
}

/** Trains a broken model beside an intact one, both from step 0; null when stopped. */
export function trainTwins(broken: BreakId, steps: number): Promise<Twins | null> {
  useStore.setState({ twinLosses: null });
  return call('twins', { broken, steps });
}

/** Ends the training of the twins. */
export async function stopTwins(): Promise<void> {
  await call('stopTwins', {});
}

/** The ids of a text, by the running model's tokenizer. */
export async function encode(text: string): Promise<number[]> {
  return (await call('encode', { text })).ids;
}

/** Puts another text's values into the probed one, one at a time, at the step under the playhead; null when stopped. */
export function patchMap(args: Omit<PatchArgs, 'step'>): Promise<PatchMap | null> {
  return call('patch', { ...args, step: useStore.getState().playhead });
}

/** Ends the patching that is under way. */
export async function stopPatching(): Promise<void> {
  await call('stopPatch', {});
}

/** Puts another text's values into the probed one for good, beside the changes in force; can be taken back. */
export async function putIn(args: Omit<PutInArgs, 'step'>): Promise<void> {
  const { playhead, interventions } = useStore.getState();
  const more = await call('putIn', { ...args, step: playhead });
  const places = new Set(more.map(({ hook, head, position }) => `${hook} ${head} ${position}`));
  const others = interventions.filter((one) => !places.has(`${one.hook} ${one.head} ${one.position}`) || one.value === undefined);
  await intervene([...others, ...more]);
}
