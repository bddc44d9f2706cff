import type { StepApart } from '#lexicon/messages.ts';

/** The sub-steps of a training step, in their order. */
export const PHASES = ['batch', 'forward', 'loss', 'backward', 'update'] as const;
export type Phase = (typeof PHASES)[number];

/** How long each sub-step plays at speed 1. */
const PLAYS_MS: Record<Phase, number> = { batch: 3500, forward: 9000, loss: 4500, backward: 9000, update: 6000 };

/** The speeds one can choose. */
export const SPEEDS = [0.25, 0.5, 1, 2, 4] as const;

/** A training step in slow motion: all that happened in it, and where one is in looking at it. */
export type Apart = {
  told: StepApart;
  /** The sequence of the batch that the pictures show. */
  example: number;
  phase: Phase;
  /** How far the sub-step is, from 0 to 1. */
  share: number;
  playing: boolean;
  speed: number;
  /** Where in the story the probed stretch began that is shown again afterwards. */
  probedFrom: number | null;
};

/** Another sub-step, from its beginning; the same one at its end where there is none. */
export function phaseAfter(apart: Apart, by: -1 | 1): Apart {
  const next = PHASES[PHASES.indexOf(apart.phase) + by];
  if (next === undefined) return { ...apart, share: by > 0 ? 1 : 0, playing: false };
  return { ...apart, phase: next, share: 0 };
}

/** The same look `ms` later: sub-step after sub-step, until the last one stands. In jumps where nothing may move. */
export function later(apart: Apart, ms: number): Apart {
  const share = apart.share + (ms * apart.speed) / PLAYS_MS[apart.phase];
  return share < 1 ? { ...apart, share } : phaseAfter(apart, 1);
}

/** The row of a graph of so many rows that forward or backward has reached; all of them before it goes back. */
export function rowReached({ phase, share }: Pick<Apart, 'phase' | 'share'>, rows: number): number {
  const passed = Math.min(rows - 1, Math.floor(share * rows));
  if (phase === 'batch') return 0;
  if (phase === 'forward') return passed;
  return phase === 'backward' ? rows - 1 - passed : rows - 1;
}
