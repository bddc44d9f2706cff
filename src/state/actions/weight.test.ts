import { beforeEach, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { Commands } from '#lexicon/commands.ts';
import { fail } from '#lexicon/problems.ts';
import type { Link } from '../link.ts';
import { connect } from '../engine.ts';
import { INITIAL_STATE, useStore } from '../store.ts';
import { changeWeight, redo, undo } from './setting.ts';

let weight: Float32Array;

/** An engine that holds one weight of four numbers and nothing else. */
const link = {
  call: async (name: string, { at, change }: Commands['setWeight']['args']) => {
    if (name !== 'setWeight') throw new Error(`${name} was not expected`);
    const before = weight[at];
    if (before === undefined) throw fail('weightLength', { weight: 'w', got: at + 1, wanted: weight.length });
    weight[at] = 'to' in change ? change.to : before + change.by;
    return { before, after: weight[at] };
  },
} as unknown as Link;

beforeEach(() => {
  weight = Float32Array.of(1, 2, 3, 4);
  connect(link);
  const run = { runId: 1, config: DEFAULT_CONFIG, parameters: 4, step: 9 };
  useStore.setState({ ...INITIAL_STATE, run });
});

test('a weight set by hand changes one number; undo takes away what was added and leaves what was trained since', async () => {
  await changeWeight('w', 2, 30);
  expect([...weight]).toEqual([1, 2, 30, 4]);
  weight = Float32Array.of(1.5, 2.5, 29, 4.5);
  await undo();
  expect([...weight]).toEqual([1.5, 2.5, 2, 4.5]);
  await redo();
  expect([...weight]).toEqual([1.5, 2.5, 29, 4.5]);
});

test('a place outside the weight is refused and nothing is remembered', async () => {
  await expect(changeWeight('w', 4, 1)).rejects.toThrow('weightLength');
  expect([...weight]).toEqual([1, 2, 3, 4]);
  expect(useStore.getState().past).toEqual([]);
});

test('undoing in another run leaves that run alone', async () => {
  await changeWeight('w', 0, 7);
  useStore.setState({ run: { runId: 2, config: DEFAULT_CONFIG, parameters: 4, step: 0 } });
  await undo();
  expect([...weight]).toEqual([7, 2, 3, 4]);
  expect(useStore.getState().past).toEqual([]);
});
