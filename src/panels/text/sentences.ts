/** Ends of sentences, with the quotes and brackets that close behind them. */
const END = /[.!?。！？…]+["”’'」』)）]*|\n/g;
/** A sentence without an end in sight is cut. */
const MOST_UNITS = 140;

export type Sentence = { from: number; to: number };

/** The sentence that begins at a code unit or behind the white space there; empty at the end of the text. */
export function sentenceFrom(text: string, at: number): Sentence {
  const skipped = /\S/.exec(text.slice(at, at + 10_000));
  const from = skipped ? at + skipped.index : text.length;
  END.lastIndex = 0;
  const end = END.exec(text.slice(from, from + MOST_UNITS));
  const to = end ? from + end.index + (end[0] === '\n' ? 0 : end[0].length) : Math.min(text.length, from + MOST_UNITS);
  return { from, to };
}
