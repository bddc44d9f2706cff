import { expect, test } from 'vitest';
import { afterMerges, changesOf, placesOfMerge, rankOfIds } from './replay.ts';

// h=0 e=1 l=2 o=3; he=4, ll=5, hell=6, xx (unused)=7, hello=8
const MERGES = [
  [0, 1, 4],
  [2, 2, 5],
  [4, 5, 6],
  [9, 9, 7],
  [6, 3, 8],
] as const;
const RANKS = rankOfIds(MERGES);

test('with no merge a text is its base pieces, with all merges it is its tokens', () => {
  expect([...afterMerges([8, 3, 6], MERGES, RANKS, 0)]).toEqual([0, 1, 2, 2, 3, 3, 0, 1, 2, 2]);
  expect([...afterMerges([8, 3, 6], MERGES, RANKS, 5)]).toEqual([8, 3, 6]);
});

test('each count of merges gives the same as applying that many merges to the base pieces', () => {
  const apply = (ids: number[], count: number): number[] =>
    MERGES.slice(0, count).reduce<number[]>((row, [left, right, merged]) => {
      const out: number[] = [];
      for (let i = 0; i < row.length; i++) {
        if (row[i] === left && row[i + 1] === right) {
          out.push(merged);
          i++;
        } else out.push(row[i] ?? 0);
      }
      return out;
    }, ids);
  const base = [...afterMerges([8, 3, 6], MERGES, RANKS, 0)];
  for (let count = 0; count <= 5; count++) expect([...afterMerges([8, 3, 6], MERGES, RANKS, count)]).toEqual(apply(base, count));
});

test('the stops of a replay are the merges that the text uses', () => {
  expect(changesOf([6, 3], MERGES, RANKS)).toEqual([0, 1, 2, 3]);
  expect(changesOf([8], MERGES, RANKS)).toEqual([0, 1, 2, 3, 5]);
  expect(changesOf([3], MERGES, RANKS)).toEqual([0]);
});

test('a merge was made wherever its piece stands, by itself or within a later one', () => {
  // 4 = 0 + 1, 5 = 4 + 4, 6 = 5 + 2; the text is 6 4 5 0.
  const merges = [
    [0, 1, 4],
    [4, 4, 5],
    [5, 2, 6],
  ] as const;
  const counts = [1, 0, 0, 0, 1, 1, 1];
  expect([0, 1, 2, 3].map((rank) => placesOfMerge(merges, counts, rank))).toEqual([5, 2, 1, 0]);
});
