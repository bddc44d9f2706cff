import type { TextInfo } from '#lexicon/messages.ts';
import { sentenceEnds } from '#lexicon/sentences.ts';
import { startsOf, tokenAt } from './copied.ts';

/** The sentences of a story as runs of tokens, [N, 2]: each token belongs to the sentence in which it begins. */
export function sentenceSpans(info: TextInfo): Int32Array {
  const starts = startsOf(info);
  const spans: number[] = [];
  let from = 0;
  for (const end of sentenceEnds(info.text)) {
    let to = end >= info.text.length ? info.ids.length : tokenAt(starts, end);
    while (to < info.ids.length && (starts[to] ?? 0) < end) to++;
    if (to > from && info.text.slice(starts[from], starts[to]).trim() !== '') {
      spans.push(from, to);
      from = to;
    }
  }
  return Int32Array.from(spans);
}
