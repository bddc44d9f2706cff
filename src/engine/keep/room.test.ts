import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Pace, saveWithRoom } from './room.ts';
import type { Save } from './store.ts';

const SAVE = { state: null, checkpoints: [] } as unknown as Save;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('while training, saves are two seconds apart; what changes at rest is saved at once', () => {
  const pace = new Pace();
  pace.saved(SAVE, 20);
  expect([pace.isDue(true), pace.isDue(false)]).toEqual([false, true]);
  vi.advanceTimersByTime(2000);
  expect(pace.isDue(true)).toBe(true);
});

test('a machine that slept in the middle of a save still saves again within a minute', () => {
  const pace = new Pace();
  pace.saved(SAVE, 5 * 3_600_000);
  vi.advanceTimersByTime(60_000);
  expect(pace.isDue(true)).toBe(true);
});

test('a save that failed is tried again after half a minute, at rest too', () => {
  const pace = new Pace();
  pace.failed();
  vi.advanceTimersByTime(29_000);
  expect(pace.isDue(false)).toBe(false);
  vi.advanceTimersByTime(1000);
  expect(pace.isDue(false)).toBe(true);
});

test('a save that the browser ended, as it does to a tab that slept in its middle, is made again; a second end is told', async () => {
  const ended = new DOMException('the transaction was aborted', 'AbortError');
  const save = vi.fn<() => Promise<{ generation: number; name: string; busyMs: number }>>();
  const store = { save, thin: async () => 0 };
  save.mockRejectedValueOnce(ended).mockResolvedValueOnce({ generation: 2, name: 'Fog', busyMs: 1 });
  expect(await saveWithRoom(store, SAVE)).toMatchObject({ generation: 2, thinned: 0 });
  save.mockRejectedValue(ended);
  await expect(saveWithRoom(store, SAVE)).rejects.toBe(ended);
});
