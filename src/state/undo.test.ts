import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import { inversePatch, moveChange, recordChange } from './undo.ts';
import type { Change, History } from './undo.ts';

const change = (rate: number, gesture: string | null = null): Change => ({
  gesture,
  before: { patch: { learning_rate: rate - 1 }, runId: null, text: null },
  after: { patch: { learning_rate: rate }, runId: null, text: null },
});
const EMPTY: History = { past: [], future: [] };
const rates = ({ past, future }: History) => ({
  past: past.map((one) => one.after.patch.learning_rate),
  future: future.map((one) => one.after.patch.learning_rate),
});

test('a patch and its inverse cancel', () => {
  const patch = { n_layers: 5, tokenizer: { kind: 'char' as const, vocab_size: 99 }, dropout: 0.3 };
  expect({ ...DEFAULT_CONFIG, ...patch, ...inversePatch(DEFAULT_CONFIG, patch) }).toEqual(DEFAULT_CONFIG);
});

describe('history', () => {
  test('redoing what was undone gives the same history back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat({ max: 20 }), (changes, undone) => {
        let history = EMPTY;
        for (let i = 0; i < changes; i++) history = recordChange(history, change(i));
        let moved = history;
        const steps = Math.min(undone, changes);
        for (let i = 0; i < steps; i++) moved = moveChange(moved, 'undo')?.history ?? moved;
        expect(moved.past.length + moved.future.length).toBe(changes);
        for (let i = 0; i < steps; i++) moved = moveChange(moved, 'redo')?.history ?? moved;
        expect(moved).toEqual(history);
      }),
    );
  });

  test('a new change forgets what was undone', () => {
    const undone = moveChange(recordChange(recordChange(EMPTY, change(1)), change(2)), 'undo');
    expect(rates(recordChange(undone?.history ?? EMPTY, change(3)))).toEqual({ past: [1, 3], future: [] });
  });

  test('the changes of one gesture are one, from before the first to after the last', () => {
    const history = [change(5, 'drag 1'), change(6, 'drag 1'), change(7, 'drag 1'), change(8, 'drag 2')].reduce(
      recordChange,
      EMPTY,
    );
    expect(history.past.map(({ before, after }) => [before.patch.learning_rate, after.patch.learning_rate])).toEqual([
      [4, 7],
      [7, 8],
    ]);
  });

  test('long stories leave room for the newest of them only, and the newest change can always be taken back', () => {
    const told = (at: number, length: number): string => String(at).padEnd(length);
    const stories = (count: number, length: number): History =>
      Array.from({ length: count }, (_, at): Change => {
        const { before, after, ...rest } = change(at);
        return { ...rest, before: { ...before, text: told(at, length) }, after: { ...after, text: told(at + 1, length) } };
      }).reduce(recordChange, EMPTY);
    const { past } = stories(20, 2_000_000);
    expect(past.map(({ before }) => Number(before.text))).toEqual([13, 14, 15, 16, 17, 18, 19]);
    expect(stories(90, 1000).past).toHaveLength(90);
    expect(stories(3, 20_000_000).past.map(({ before }) => Number(before.text))).toEqual([2]);
  });

  test('with nothing to undo or redo nothing moves', () => {
    expect([moveChange(EMPTY, 'undo'), moveChange(EMPTY, 'redo')]).toEqual([null, null]);
  });
});
