import { beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { EventHandlers } from '#lexicon/events.ts';
import type { Frame } from '#lexicon/messages.ts';
import { problem } from '#lexicon/problems.ts';
import { createHandlers } from './events.ts';
import { currentFrame } from './frame.ts';
import { runMetrics } from './metrics.ts';
import { INITIAL_STATE, useStore } from './store.ts';

let paints: (() => void)[];
let frames: number;
let handlers: EventHandlers;

/** Paints one picture: what was asked for before it, not what it asks for. */
function paint(): void {
  for (const then of paints.splice(0)) then();
}

beforeEach(() => {
  [paints, frames] = [[], 0];
  useStore.setState(INITIAL_STATE, true);
  currentFrame.clear();
  runMetrics.clear();
  handlers = createHandlers({ nextPaint: (then) => void paints.push(then), onFrame: () => void frames++ });
  handlers.run({ runId: 1, config: DEFAULT_CONFIG, parameters: 1, step: 0 });
});

const frame = (step: number): Frame => ({
  runId: 1,
  step,
  live: true,
  ids: new Int32Array(),
  entries: [],
  data: new Float32Array(2),
});
const steps = (from: number, count: number) => ({
  step: Float64Array.from({ length: count }, (_, i) => from + i),
  loss: new Float32Array(count).fill(2),
  gradNorm: new Float32Array(count),
  learningRate: new Float32Array(count),
});

describe('events that come many times a second', () => {
  test('reach the store once a picture, all together', () => {
    let changes = 0;
    const stop = useStore.subscribe(() => changes++);
    for (let i = 0; i < 10; i++) {
      handlers.metrics({ runId: 1, columns: steps(1 + i * 5, 5), all: false });
      handlers.state({ runId: 1, state: 'training', tokensPerSecond: i, msPerStep: 1, trainer: 'simd' });
      handlers.checkpoints({ runId: 1, steps: new Float64Array([i]) });
    }
    handlers.frame(frame(3));
    expect(changes).toBe(0);
    paint();
    expect(changes).toBe(1);
    expect(useStore.getState()).toMatchObject({ step: 50, frameVersion: 1, training: { tokensPerSecond: 9 } });
    stop();
  });

  test('are in the store before a rarer event that follows them', () => {
    handlers.metrics({ runId: 1, columns: steps(1, 7), all: false });
    handlers.failure(problem('diverged', { step: 8, tensor: 'wte.weight', lastGood: 5 }));
    expect(useStore.getState()).toMatchObject({
      step: 7,
      divergence: { step: 8, tensor: 'wte.weight', lastGood: 5 },
      toasts: [],
    });
  });
});

test('every frame is told of, so that every frame can be answered for', () => {
  handlers.frame(frame(1));
  handlers.frame(frame(2));
  expect(frames).toBe(2);
  expect(currentFrame.current()?.step).toBe(2);
});

test('a new run forgets the metrics, samples and playhead of the old one; a new setting of the same run does not', () => {
  handlers.metrics({ runId: 1, columns: steps(1, 3), all: true });
  handlers.samples({ runId: 1, rows: [{ step: 1, prompt: '', text: 'a' }], all: false });
  paint();
  useStore.setState({ playhead: 2 });
  handlers.run({ runId: 1, config: { ...DEFAULT_CONFIG, dropout: 0.5 }, parameters: 1, step: 3 });
  expect(useStore.getState()).toMatchObject({ playhead: 2, step: 3, config: { dropout: 0.5 } });
  expect(useStore.getState().samples).toHaveLength(1);
  handlers.run({ runId: 2, config: DEFAULT_CONFIG, parameters: 1, step: 0 });
  expect(useStore.getState()).toMatchObject({ playhead: null, step: 0, samples: [] });
  expect(runMetrics.last()).toBeNull();
});

test('what nobody asked about is said once, however often it comes', () => {
  for (let i = 0; i < 3; i++) handlers.failure(problem('deviceLost', { reason: 'test' }));
  expect(useStore.getState().toasts).toHaveLength(1);
});

test('progress ends at one', () => {
  handlers.progress({ task: 'build', fraction: 0.4 });
  expect(useStore.getState().progress).toEqual({ task: 'build', fraction: 0.4 });
  handlers.progress({ task: 'build', fraction: 1 });
  expect(useStore.getState().progress).toBeNull();
});
