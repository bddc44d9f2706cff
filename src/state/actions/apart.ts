import { later, phaseAfter } from '../apart.ts';
import type { Apart, Phase } from '../apart.ts';
import { call } from '../engine.ts';
import { useStore } from '../store.ts';
import { endApart } from './endApart.ts';
import { attempt } from './toasts.ts';
import { seek } from './train.ts';

function change(by: (apart: Apart) => Apart): void {
  const { apart } = useStore.getState();
  if (apart) useStore.setState({ apart: by(apart) });
}

let taking = false;

/**
 * Runs one training step and shows it in slow motion, its first example in all panels; what plays is paused, and to the
 * run it is a step like any other. `playing`: whether it goes by itself.
 */
export async function takeApart(playing: boolean): Promise<void> {
  if (taking) return;
  taking = true;
  try {
    const { playhead, apart, probedFrom } = useStore.getState();
    if (playhead !== null) await seek(null);
    const told = await call('stepApart', {});
    const { speed, probedFrom: from } = apart ?? { speed: 1, probedFrom };
    useStore.setState({
      apart: { told, example: 0, phase: 'batch', share: 0, playing, speed, probedFrom: from },
      probedFrom: null,
    });
  } finally {
    taking = false;
  }
}

/** Shows another sequence of the batch. */
export async function showExample(example: number): Promise<void> {
  await call('showApart', { example });
  change((apart) => ({ ...apart, example }));
}

/** One sub-step on or back; it waits there. */
export function stepPhase(by: -1 | 1): void {
  change((apart) => ({ ...phaseAfter(apart, by), playing: false }));
}

/** Goes to a sub-step. */
export function goToPhase(phase: Phase): void {
  change((apart) => ({ ...apart, phase, share: 0 }));
}

/** Sets how far the sub-step is; it waits there. */
export function scrubPhase(share: number): void {
  change((apart) => ({ ...apart, share, playing: false }));
}

/** Lets the slow motion go on by itself, or holds it; at its end it begins anew. */
export function toggleApart(): void {
  change((apart) => {
    const ended = apart.phase === 'update' && apart.share >= 1;
    return ended ? { ...apart, phase: 'batch', share: 0, playing: true } : { ...apart, playing: !apart.playing };
  });
}

export function setApartSpeed(speed: number): void {
  change((apart) => ({ ...apart, speed }));
}

/** Time passes for the slow motion that plays. */
export function passApart(ms: number): void {
  change((apart) => (apart.playing ? later(apart, ms) : apart));
}

/** The key of slow motion: starts it, then goes from sub-step to sub-step; after the last it ends. */
export function nextPhase(playing: boolean): void {
  const { apart, phase, run, divergence } = useStore.getState();
  if (phase !== 'ready' || !run || divergence) return;
  if (!apart) void attempt(takeApart(playing));
  else if (apart.phase === 'update') void attempt(endApart());
  else stepPhase(1);
}
