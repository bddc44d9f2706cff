import { argMax, dispose, gather, reshape, tensor1d, tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Batch } from '#lexicon/batch.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { LOGITS } from '#lexicon/graph.ts';
import { activationOf } from '#model/pass.ts';

type Weights = ReadonlyMap<string, Tensor>;

/** The likeliest token at the named places (row × T + position) of a batch. */
export async function likeliestAt(
  config: RunConfig,
  weights: Weights,
  batch: Batch,
  places: readonly number[],
): Promise<Int32Array> {
  const logits = activationOf(config, weights, batch, LOGITS);
  const best = tidy(() => {
    const rows = reshape(logits, [batch.B * batch.T, config.d_vocab]);
    return argMax(gather(rows, tensor1d([...places], 'int32')), -1);
  });
  dispose(logits);
  try {
    return await best.data<'int32'>();
  } finally {
    best.dispose();
  }
}

/** A text being answered: its prompt, and what has been written so far. */
export type Pending = { prompt: readonly number[]; written: number[]; done: boolean };

/**
 * Writes one more token of every text that is not done, the likeliest one, in one pass over all of them. What is longer
 * than the context loses its beginning. A text is done with the end token or with `most` tokens.
 */
export async function writeOne(
  config: RunConfig,
  weights: Weights,
  texts: readonly Pending[],
  end: number,
  most: number,
): Promise<void> {
  const open = texts.filter(({ done }) => !done);
  if (open.length === 0) return;
  const contexts = open.map(({ prompt, written }) => [...prompt, ...written].slice(-config.n_ctx));
  const T = Math.max(...contexts.map(({ length }) => length));
  const B = open.length;
  const ids = new Int32Array(B * T).fill(end);
  contexts.forEach((context, b) => ids.set(context, b * T));
  const places = contexts.map(({ length }, b) => b * T + length - 1);
  const best = await likeliestAt(config, weights, { ids, targets: new Int32Array(0), B, T }, places);
  open.forEach((text, b) => {
    const id = best[b] ?? end;
    text.written.push(id);
    text.done = id === end || text.written.length >= most;
  });
}
