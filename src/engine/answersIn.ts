import type { TextInfo } from '#lexicon/messages.ts';

type Marks = { info: TextInfo; marks: Uint8Array | null };
/** What was found for a sequence: the same array is asked about with every frame. */
const known = new WeakMap<Int32Array, Marks>();

/** Where a sequence stands in the text's ids; −1 where it does not. */
function placeOf(text: Int32Array, ids: Int32Array): number {
  const [first] = ids;
  if (first === undefined) return -1;
  for (let at = text.indexOf(first); at >= 0 && at + ids.length <= text.length; at = text.indexOf(first, at + 1)) {
    if (ids.every((id, i) => text[at + i] === id)) return at;
  }
  return -1;
}

function find({ ids: text, examples }: TextInfo, ids: Int32Array): Uint8Array | null {
  const place = examples ? placeOf(text, ids) : -1;
  if (!examples || place < 0) return null;
  const marks = new Uint8Array(ids.length);
  examples.answer.forEach((answer, example) => {
    const scored = examples.scored[example] ?? answer;
    if (answer < place + ids.length && scored > place)
      marks.fill(1, Math.max(0, answer - place), Math.min(ids.length, scored - place));
  });
  return marks.includes(1) ? marks : null;
}

/**
 * Of a stretch of a task's text the tokens that belong to an answer (1), which are all that training scores; null for a
 * text that is no task's, for a sequence that stands nowhere in it, and where no answer is in sight.
 */
export function answersIn(info: TextInfo, ids: Int32Array): Uint8Array | null {
  const found = known.get(ids);
  if (found?.info === info) return found.marks;
  const marks = find(info, ids);
  known.set(ids, { info, marks });
  return marks;
}
