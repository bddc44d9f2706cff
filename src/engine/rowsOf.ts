import { END } from '#corpus/tasks/encode.ts';
import type { RowOptions } from '#corpus/tasks/rows.ts';
import type { PreparedText } from '#corpus/text.ts';
import type { RunConfig } from '#lexicon/config.ts';

/** What the rows of a task are made of; null for a text that is read as it runs. */
export function rowsOf(config: RunConfig, { info, tokenizer }: PreparedText): RowOptions | null {
  const spans = info.examples;
  if (!spans) return null;
  return {
    ids: info.ids,
    spans,
    T: config.n_ctx,
    objective: config.objective,
    maskId: tokenizer.maskId,
    padId: tokenizer.encode(END)[0] ?? 0,
  };
}
