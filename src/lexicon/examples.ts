import type { TextInfo, TokenPiece } from './messages.ts';

/** A token as it stands in an example: whether the loss counts its guess, and whether the model sees [MASK] in its place. */
export type ExampleToken = { piece: TokenPiece; scored: boolean; hidden?: true };

const pieceOf = ({ vocabulary }: TextInfo, id: number): TokenPiece => vocabulary[id] ?? { id, text: '' };

/** An example of a task, its answer scored; nothing where the text has no such example. */
export function exampleTokens(text: TextInfo, example: number): ExampleToken[] {
  const spans = text.examples;
  const [from, answer, scored] = [spans?.from[example], spans?.answer[example], spans?.scored[example]];
  if (from === undefined || answer === undefined || scored === undefined) return [];
  return Array.from(text.ids.subarray(from, scored), (id, i) => ({ piece: pieceOf(text, id), scored: from + i >= answer }));
}

/** A stretch of ids with what is asked of each position: where `targets` hides a token, it stands there as scored; without targets each but the first is. */
export function stretchTokens(text: TextInfo, ids: ArrayLike<number>, targets: ArrayLike<number> | null): ExampleToken[] {
  return Array.from(ids, (id, i): ExampleToken => {
    if (targets === null) return { piece: pieceOf(text, id), scored: i > 0 };
    const target = targets[i] ?? -1;
    return target < 0
      ? { piece: pieceOf(text, id), scored: false }
      : { piece: pieceOf(text, target), scored: true, hidden: true };
  });
}
