import { beforeEach, describe, expect, test } from 'vitest';
import type { CommandName } from '#lexicon/commands.ts';
import { connect } from '../engine.ts';
import { INITIAL_STATE, useStore } from '../store.ts';
import { nearestKept, scrub, stepPlayhead, train } from './train.ts';

const KEPT = new Float64Array([0, 10, 20, 40]);
let calls: [CommandName, unknown][];
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  calls = [];
  useStore.setState(INITIAL_STATE, true);
  useStore.setState({ checkpoints: KEPT, step: 47 });
  connect({
    call: async (name, args) => {
      calls.push([name, args]);
      await settle();
      const step = name === 'seek' ? (args as { step: number | null }).step : null;
      return { step: step === null ? 47 : (nearestKept(KEPT, step) ?? 47) } as never;
    },
    frameTaken: () => undefined,
    close: () => undefined,
  });
});

test('nearestKept is the closest kept step, at the ends too', () => {
  expect([-5, 4, 6, 29, 31, 99].map((step) => nearestKept(KEPT, step))).toEqual([0, 0, 10, 20, 40, 40]);
  expect(nearestKept(new Float64Array(), 3)).toBeUndefined();
});

describe('the playhead', () => {
  test('steps over the kept steps, back from live and on to live again', async () => {
    const seen: (number | null)[] = [];
    for (const by of [-1, -1, -1, -1, -1, 1, 1, 1, 1, 1] as const) {
      stepPlayhead(by);
      await settle();
      await settle();
      seen.push(useStore.getState().playhead);
    }
    expect(seen).toEqual([40, 20, 10, 0, 0, 10, 20, 40, null, null]);
  });

  test('presses that follow each other faster than the engine answers are all counted', async () => {
    for (let press = 0; press < 3; press++) stepPlayhead(-1);
    await settle();
    await settle();
    await settle();
    await settle();
    expect(useStore.getState().playhead).toBe(10);
  });

  test('under a moving pointer only the newest place is asked for', async () => {
    const moves = [10, 20, 0, 40].map((step) => scrub(step));
    await Promise.all(moves);
    expect(calls).toEqual([
      ['seek', { step: 10 }],
      ['seek', { step: 40 }],
    ]);
  });

  test('is live again when training starts', async () => {
    await scrub(20);
    await train(3);
    expect(useStore.getState().playhead).toBeNull();
    expect(calls.slice(1)).toEqual([
      ['seek', { step: null }],
      ['train', { steps: 3 }],
    ]);
  });
});
