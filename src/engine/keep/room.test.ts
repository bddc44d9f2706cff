import { expect, test } from 'vitest';
import { restAfter } from './room.ts';
import type { Save } from './store.ts';

test('a machine that slept in the middle of a save still saves again within a minute or so', () => {
  const save = { state: null, checkpoints: [] } as unknown as Save;
  expect(restAfter(save, 20)).toBe(2000);
  expect(restAfter(save, 5 * 3_600_000)).toBeLessThanOrEqual(60_000);
});
