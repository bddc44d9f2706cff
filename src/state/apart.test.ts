import { expect, test } from 'vitest';
import type { StepApart } from '#lexicon/messages.ts';
import { PHASES, later, phaseAfter } from './apart.ts';
import type { Apart } from './apart.ts';

const start: Apart = { told: {} as StepApart, example: 0, phase: 'batch', share: 0, playing: true, speed: 1, probedFrom: 0 };

test('playing passes every sub-step in its order and stands at the end of the last', () => {
  const seen: string[] = [];
  let apart = start;
  for (let i = 0; i < 500 && apart.playing; i++) {
    if (seen.at(-1) !== apart.phase) seen.push(apart.phase);
    apart = later(apart, 100);
  }
  expect(seen).toEqual(PHASES);
  expect(apart).toMatchObject({ phase: 'update', share: 1, playing: false });
});

test('twice the speed takes half the time', () => {
  expect(later({ ...start, speed: 2 }, 500).share).toBe(later(start, 1000).share);
});

test('a step on begins the next sub-step, a step back the one before; before the first there is none', () => {
  expect(phaseAfter({ ...start, share: 0.7 }, 1)).toMatchObject({ phase: 'forward', share: 0 });
  expect(phaseAfter({ ...start, phase: 'loss' }, -1)).toMatchObject({ phase: 'forward', share: 0 });
  expect(phaseAfter({ ...start, share: 0.7 }, -1)).toMatchObject({ phase: 'batch', share: 0 });
});
