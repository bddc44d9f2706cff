import { create } from 'zustand';
import type { TokenPiece } from '#lexicon/messages.ts';
import type { NextToken } from '#lexicon/writing.ts';

/** A token that was written: the ledger of its draw, or of the draw that a hand overruled. */
export type WrittenToken = { id: number; ledger: NextToken; byHand: boolean };
/** A continuation: it shares the first `at` written tokens with its parent and goes on by its own. */
export type Branch = { key: number; parent: number | null; at: number; tokens: readonly WrittenToken[] };
/** A text that is being written, with all its branches. The vocabulary is that of the model that writes it. */
export type Writing = {
  runId: number;
  vocabulary: readonly TokenPiece[];
  prompt: readonly number[];
  seed: number;
  branches: readonly Branch[];
  current: number;
  nextKey: number;
};

/** A text that begins with these tokens, with nothing written yet. */
export function beginWriting(start: Pick<Writing, 'runId' | 'vocabulary' | 'prompt' | 'seed'>): Writing {
  return { ...start, branches: [{ key: 0, parent: null, at: 0, tokens: [] }], current: 0, nextKey: 1 };
}

function branchOf({ branches }: Writing, key: number): Branch {
  const found = branches.find((branch) => branch.key === key);
  if (!found) throw new Error(`branchOf: no branch ${key} among ${branches.map((branch) => branch.key).join(', ')}`);
  return found;
}

/** All written tokens of a branch, from the prompt on. */
export function pathOf(writing: Writing, key: number = writing.current): readonly WrittenToken[] {
  const { parent, at, tokens } = branchOf(writing, key);
  return parent === null ? tokens : [...pathOf(writing, parent).slice(0, at), ...tokens];
}

/** Puts a token behind the current branch. */
export function append(writing: Writing, token: WrittenToken): Writing {
  const branches = writing.branches.map((branch) =>
    branch.key === writing.current ? { ...branch, tokens: [...branch.tokens, token] } : branch,
  );
  return { ...writing, branches };
}

/**
 * Another token in the place of the one at `at` of the current branch: a new branch, or the one that already begins so
 * there. What was written behind stays in its own branch.
 */
export function instead(writing: Writing, at: number, token: WrittenToken): Writing {
  const path = pathOf(writing);
  if (path[at]?.id === token.id) return writing;
  // The place belongs to the branch that wrote it: one further up when it lies before this branch's own tokens.
  let owner = branchOf(writing, writing.current);
  while (owner.parent !== null && at < owner.at) owner = branchOf(writing, owner.parent);
  const parent = at === owner.at && owner.parent !== null ? owner.parent : owner.key;
  const before = path.slice(0, at).map(({ id }) => id);
  const known = writing.branches.find((branch) => {
    const other = pathOf(writing, branch.key);
    return other[at]?.id === token.id && before.every((id, i) => other[i]?.id === id);
  });
  if (known) return { ...writing, current: known.key };
  const branch: Branch = { key: writing.nextKey, parent, at, tokens: [token] };
  return { ...writing, branches: [...writing.branches, branch], current: branch.key, nextKey: writing.nextKey + 1 };
}

/** Without a branch and all that grew out of it; the first one stays. One goes on with its parent. */
export function withoutBranch(writing: Writing, key: number): Writing {
  const { parent } = branchOf(writing, key);
  if (parent === null) return writing;
  const gone = new Set([key]);
  for (const branch of writing.branches) if (branch.parent !== null && gone.has(branch.parent)) gone.add(branch.key);
  const branches = writing.branches.filter((branch) => !gone.has(branch.key));
  return { ...writing, branches, current: gone.has(writing.current) ? parent : writing.current };
}

/** Branches in the order of a tree, each with its depth. */
export function treeOf(writing: Writing): { branch: Branch; depth: number }[] {
  const below = (parent: number | null, depth: number): { branch: Branch; depth: number }[] =>
    writing.branches
      .filter((branch) => branch.parent === parent)
      .flatMap((branch) => [{ branch, depth }, ...below(branch.key, depth + 1)]);
  return below(null, 0);
}

/** ln of the model's own probability of the written tokens (at T = 1, before any filter), summed. */
export function logProbability(tokens: readonly WrittenToken[]): number {
  return tokens.reduce((sum, { id, ledger }) => sum + Math.log(ledger.rows.find((row) => row.id === id)?.model ?? Number.NaN), 0);
}

type WritingState = {
  writing: Writing | null;
  past: readonly (Writing | null)[];
  future: readonly (Writing | null)[];
  playing: boolean;
};
const KEPT = 100;

/** The page's one text that is being written. */
export const useWriting = create<WritingState>()(() => ({ writing: null, past: [], future: [], playing: false }));

/** Puts another state of the text; `goesOn` belongs to the change before and is taken back with it. */
export function changeWriting(next: Writing | null, goesOn = false): void {
  useWriting.setState(({ writing, past }) =>
    goesOn ? { writing: next, future: [] } : { writing: next, past: [...past, writing].slice(-KEPT), future: [] },
  );
}

/** Takes the newest change of the text back. */
export function undoWriting(): void {
  useWriting.setState(({ writing, past, future }) =>
    past.length === 0 ? {} : { writing: past.at(-1) ?? null, past: past.slice(0, -1), future: [...future, writing] },
  );
}

/** Does again what was taken back. */
export function redoWriting(): void {
  useWriting.setState(({ writing, past, future }) =>
    future.length === 0 ? {} : { writing: future.at(-1) ?? null, past: [...past, writing], future: future.slice(0, -1) },
  );
}
