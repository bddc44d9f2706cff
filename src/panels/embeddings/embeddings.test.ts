import { expect, test, vi } from 'vitest';
import type { TextInfo } from '#lexicon/messages.ts';
import { principalComponents } from '#math/pca.ts';
import { fillNormal, rng } from '#math/random.ts';
import { createPcaFollower } from './followPca.ts';
import type { MapResult } from './followPca.ts';
import { evenly, gatherRows, rowsShown } from './rowsShown.ts';

const TEXT: TextInfo = {
  text: '',
  cleaning: { before: 0, after: 0, changes: [] },
  ids: new Int32Array(0),
  vocabulary: [],
  counts: Uint32Array.from([2, 0, 7, 2]),
  merges: [],
  trainTokens: 0,
  uniformNats: 0,
  unigramNats: 0,
  bigramNats: 0,
  notices: [],
};

test('rows come by id or by falling count, with or without what the story never uses', () => {
  expect([...rowsShown(TEXT, 4, 'frequency', true)]).toEqual([2, 0, 3]);
  expect([...rowsShown(TEXT, 4, 'frequency', false)]).toEqual([2, 0, 3, 1]);
  expect([...rowsShown(TEXT, 4, 'id', true)]).toEqual([0, 2, 3]);
  expect([...rowsShown(null, 3, 'frequency', true)]).toEqual([0, 1, 2]);
});

test('a long table is thinned evenly from its first row on, a short one is whole', () => {
  expect([...evenly(Int32Array.from([5, 6, 7, 8, 9, 10]), 3)]).toEqual([5, 7, 9]);
  expect([...evenly(Int32Array.from([5, 6]), 3)]).toEqual([5, 6]);
});

test('gathered rows are the table’s rows in the order asked for', () => {
  expect([...gatherRows(Float32Array.from([1, 2, 3, 4, 5, 6]), [2, 0, 2], 2)]).toEqual([5, 6, 1, 2, 5, 6]);
});

test('the map follows the newest vectors and skips what only waited', async () => {
  const cloud = (seed: number) => {
    const table = new Float32Array(3000 * 64);
    fillNormal(table, 1, rng(seed, 'cloud'));
    return { table, ids: Int32Array.from({ length: 3000 }, (_, i) => i), cols: 64 };
  };
  const results: MapResult[] = [];
  const follower = createPcaFollower((result) => results.push(result));
  const [first, second, third] = [cloud(1), cloud(2), cloud(3)];
  follower.follow(first);
  await new Promise((resolve) => setTimeout(resolve, 1));
  follower.follow(second);
  follower.follow(third);
  await vi.waitFor(() => expect(results.length).toBe(2), 5000);
  expect(results[0]?.ids).toBe(first.ids);
  expect(results[1]?.ids).toBe(third.ids);
  const wanted = principalComponents(third.table, 3000, 64);
  expect(results[1]?.pca.variances[0]).toBeCloseTo(wanted.variances[0] ?? NaN, 5);
  follower.follow(first);
  follower.stop();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(results.length).toBe(2);
});
