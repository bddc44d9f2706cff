import { beforeEach, expect, test } from 'vitest';
import type { NextToken } from '#lexicon/writing.ts';
import {
  append,
  beginWriting,
  changeWriting,
  instead,
  logProbability,
  pathOf,
  redoWriting,
  treeOf,
  undoWriting,
  useWriting,
  withoutBranch,
} from './writing.ts';
import type { Writing, WrittenToken } from './writing.ts';

function token(id: number, model = 0.5): WrittenToken {
  const row = { rank: 1, id, logit: 0, warm: 0, model, probability: 1, kept: 'kept' as const, from: 0 };
  const rest = { count: 0, kept: 0, model: 0, probability: 0 };
  const ledger: NextToken = { id, uniform: 0, rows: [row], rest, vocabulary: 9, kept: 1, step: 0, contextFrom: 0 };
  return { id, ledger, byHand: false };
}
const empty = beginWriting({ runId: 1, vocabulary: [], prompt: [7], seed: 1 });
const written = (...ids: number[]): Writing => ids.reduce((writing, id) => append(writing, token(id)), empty);
const idsOf = (writing: Writing, key?: number): number[] => pathOf(writing, key).map(({ id }) => id);

beforeEach(() => useWriting.setState({ writing: null, past: [], future: [], playing: false }));

test('another token starts a branch that shares what came before, and the old continuation stays', () => {
  const branched = append(instead(written(1, 2, 3, 4), 2, token(9)), token(8));
  expect(idsOf(branched)).toEqual([1, 2, 9, 8]);
  expect(idsOf(branched, 0)).toEqual([1, 2, 3, 4]);
});

test('a branch before one’s own beginning belongs to the branch that wrote that place', () => {
  const first = instead(written(1, 2, 3, 4), 2, token(9));
  const second = instead(first, 1, token(6));
  expect(second.branches.at(-1)).toMatchObject({ parent: 0, at: 1 });
  expect(idsOf(second)).toEqual([1, 6]);
  // At the very first of its own tokens it is a sibling, not a child.
  const sibling = instead(first, 2, token(5));
  expect(sibling.branches.at(-1)).toMatchObject({ parent: 0, at: 2 });
  expect(treeOf(sibling).map(({ branch, depth }) => [branch.key, depth])).toEqual([
    [0, 0],
    [1, 1],
    [2, 1],
  ]);
});

test('a choice that was made before leads back to its branch instead of making another', () => {
  const first = instead(written(1, 2, 3), 1, token(9));
  const back = instead(first, 1, token(2));
  expect([back.current, back.branches.length]).toEqual([0, 2]);
  expect(instead(back, 1, token(9)).current).toBe(1);
  expect(instead(back, 1, token(2))).toBe(back);
});

test('without a branch all that grew out of it is gone, and one goes on with its parent', () => {
  const deep = instead(append(instead(written(1, 2, 3), 1, token(9)), token(8)), 2, token(7));
  expect(deep.branches.map(({ key }) => key)).toEqual([0, 1, 2]);
  const pruned = withoutBranch(deep, 1);
  expect([pruned.branches.map(({ key }) => key), pruned.current]).toEqual([[0], 0]);
  expect(withoutBranch(deep, 0)).toBe(deep);
});

test('the log-probability of a branch is the sum over all its tokens', () => {
  expect(logProbability([token(1, 0.5), token(2, 0.25)])).toBeCloseTo(Math.log(0.125), 12);
});

test('changes are taken back and done again; tokens of one gesture go together', () => {
  changeWriting(empty);
  changeWriting(written(1));
  changeWriting(written(1, 2), true);
  undoWriting();
  expect(useWriting.getState().writing).toBe(empty);
  redoWriting();
  expect(idsOf(useWriting.getState().writing ?? empty)).toEqual([1, 2]);
  undoWriting();
  undoWriting();
  expect(useWriting.getState().writing).toBeNull();
  undoWriting();
  expect(useWriting.getState().past).toEqual([]);
});
