import type { ExampleSpans } from '#lexicon/messages.ts';
import { createPace } from '../pace.ts';
import { createIdBuffer } from '../tokenizers/tokenizer.ts';
import type { OnProgress, Tokenizer } from '../tokenizers/tokenizer.ts';
import type { Example, Task } from './task.ts';

/** What closes an example: after it the model has nothing more to write. */
export const END = '\n';
const PACE_CHARACTERS = 1 << 15;

/** All examples as one text, each closed by a line's end. */
export function textOfExamples(examples: readonly Example[]): string {
  return examples.map(({ prompt, answer }) => `${prompt}${answer}${END}`).join('');
}

/** How many examples at the front are trained on; one at least is on either side, unless nothing shall be held out. */
export function splitExamples(examples: number, valFraction: number): number {
  if (valFraction === 0) return examples;
  return Math.max(1, examples - Math.max(1, Math.floor(examples * valFraction)));
}

/**
 * The ids of all examples and where each lies. Prompt, answer and end are encoded apart, so that an answer begins with a
 * token of its own whatever the tokenizer would join; joined they decode to the text all the same.
 */
export async function encodeExamples(
  tokenizer: Tokenizer,
  examples: readonly Example[],
  { valFraction, task }: { valFraction: number; task: Task },
  onProgress?: OnProgress,
): Promise<{ ids: Int32Array; spans: ExampleSpans }> {
  const n = examples.length;
  const spans = {
    from: new Int32Array(n),
    answer: new Int32Array(n),
    scored: new Int32Array(n),
    to: new Int32Array(n),
    train: splitExamples(n, valFraction),
  };
  const ids = createIdBuffer(n * 32);
  const end = tokenizer.encode(END);
  const pace = createPace(PACE_CHARACTERS);
  let length = 0;
  const put = (more: Int32Array): number => {
    more.forEach(ids.push);
    length += more.length;
    return length;
  };
  for (const [i, { prompt, answer }] of examples.entries()) {
    spans.from[i] = length;
    spans.answer[i] = put(tokenizer.encode(prompt));
    const written = put(tokenizer.encode(answer));
    spans.to[i] = put(end);
    // A label is complete in itself: there is nothing to learn from the line's end behind it.
    spans.scored[i] = task.labels ? written : length;
    const rest = pace(prompt.length + answer.length);
    if (rest) {
      onProgress?.(i / n);
      await rest;
    }
  }
  return { ids: ids.done(), spans };
}
