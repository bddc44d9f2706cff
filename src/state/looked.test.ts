import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hover, select } from './actions/look.ts';
import { createLooked, looked } from './looked.ts';
import { INITIAL_STATE, useStore } from './store.ts';

const [a, b] = [
  { name: 'hook_embed', index: [0, 1] },
  { name: 'hook_embed', index: [2, 3] },
];

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  useStore.setState(INITIAL_STATE);
});

test('who follows is told what is looked at now, and then of every other number once', () => {
  const { lookAt, follow } = createLooked();
  const told = vi.fn<(cell: unknown) => void>();
  lookAt(a);
  const stop = follow(told);
  lookAt({ ...a, index: [...a.index] });
  lookAt(b);
  lookAt(null);
  stop();
  lookAt(a);
  expect(told.mock.calls).toEqual([[a], [b], [null]]);
});

test('a hovered number is lit at once, and the rest of the page follows a moment later with the newest alone', () => {
  const told = vi.fn<(cell: unknown) => void>();
  const stop = looked.follow(told);
  const changes = vi.fn<() => void>();
  const unsubscribe = useStore.subscribe(changes);
  hover({ position: 0, cell: a });
  hover({ position: 2, cell: b });
  expect(told.mock.calls).toEqual([[null], [a], [b]]);
  expect(changes).not.toHaveBeenCalled();
  vi.runAllTimers();
  expect(changes).toHaveBeenCalledTimes(1);
  expect(useStore.getState().selection).toMatchObject({ position: 2, cell: b });
  unsubscribe();
  stop();
});

test('what is not a number is shown at once; the locked number is looked at again when hovering ends', () => {
  select({ position: 1, cell: a });
  const told = vi.fn<(cell: unknown) => void>();
  const stop = looked.follow(told);
  hover({ position: 2 });
  expect(useStore.getState().selection.position).toBe(2);
  hover({ position: 2, cell: b });
  hover(null);
  vi.runAllTimers();
  expect(useStore.getState().selection).toMatchObject({ position: 1, cell: a });
  expect(told.mock.calls.at(-1)).toEqual([a]);
  stop();
});

test('a lock made while a hover is on its way is not undone by it', () => {
  hover({ position: 0, cell: a });
  select({ position: 5 });
  vi.runAllTimers();
  expect(useStore.getState().selection).toMatchObject({ position: 5, cell: null });
});
