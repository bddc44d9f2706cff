import { likeliest, nameOf, probabilitiesAt, probabilityRow } from './model.ts';
import { rows, tokens } from './shown.ts';
import type { Moment, Reading } from './step.ts';

/**
 * The first example of a task that lies in the probed stretch, else the first of all, with the model's probability of
 * its answer's first token where the stretch shows it. Null where the model learns from a text as it runs.
 */
export async function exampleOf(moment: Moment): Promise<Reading | null> {
  const { text, state, ids } = moment;
  const spans = text?.examples;
  if (!text || !spans || spans.from.length === 0) return null;
  const start = state.probedFrom;
  const within = (i: number): boolean =>
    start !== null && (spans.from[i] ?? -1) >= start && (spans.scored[i] ?? Infinity) <= start + ids.length;
  const inside = spans.from.findIndex((_from, i) => within(i));
  const at = Math.max(0, inside);
  const [from = 0, answer = 0, scored = 0] = [spans.from[at], spans.answer[at], spans.scored[at]];
  const first = text.ids[answer] ?? 0;
  const examples = spans.from.length;
  const shown = { before: tokens(text.ids.subarray(from, answer)), values: { examples, answer: nameOf(moment, first) } };
  if (inside < 0 || start === null) return { ...shown, after: tokens(text.ids.subarray(answer, scored)) };
  // The answer's first token is guessed at the position before it.
  const position = answer - start - 1;
  const p = await probabilitiesAt({ ...moment, position });
  const best = likeliest(p, 3, position).filter(({ name }) => !('token' in name) || name.token !== first);
  return { ...shown, after: rows(probabilityRow(first, p[first] ?? Number.NaN, position), ...best.slice(0, 2)) };
}
