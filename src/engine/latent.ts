import { dispose, mean } from '@tensorflow/tfjs-core';
import { checkInterventions } from '#lexicon/interventions.ts';
import { fail } from '#lexicon/problems.ts';
import type { LatentArgs, LatentPoints } from '#lexicon/writing.ts';
import { breathe } from './breathe.ts';
import { activationBy } from './capture.ts';
import { encodeInput } from './input.ts';
import { weightsAt } from './run.ts';
import type { Run } from './run.ts';
import { sentenceSpans } from './sentences.ts';
import { Stoppable } from './stoppable.ts';

/** Sequences that are read at once. */
const MOST_ROWS = 32;

/** A stretch to read: which point it counts for, and its tokens, as many as fit the context. */
type Piece = { point: number; ids: Int32Array };

/** Sentences, or given sequences, as points: the mean of the residual stream over their tokens. */
export class Latent extends Stoppable {
  /**
   * Each sequence is read by itself, from its own beginning; one longer than the context in stretches of it. Null when
   * stopped. @throws Problem `textEmpty` without a text, `unknownName` for a stream that is not there.
   */
  async points(run: Run, args: LatentArgs, onProgress: (fraction: number) => void): Promise<LatentPoints | null> {
    const { config } = run;
    checkInterventions(config, [{ hook: args.hook, scale: 1 }]);
    const ofStory = args.sequences === null;
    if (ofStory && !run.text) throw fail('textEmpty', { tokens: 0 });
    const all = ofStory && run.text ? sentenceSpans(run.text.info) : new Int32Array(0);
    const sentences = all.length / 2;
    const chosen = evenly(sentences, Math.max(1, args.most));
    const spans = ofStory
      ? Int32Array.from(chosen.flatMap((index) => [all[2 * index] ?? 0, all[2 * index + 1] ?? 0]))
      : Int32Array.from((args.sequences ?? []).flatMap((ids) => [0, ids.length]));
    const sequences = ofStory
      ? chosen.map((_, i) => run.text?.info.ids.subarray(spans[2 * i], spans[2 * i + 1]) ?? new Int32Array(0))
      : (args.sequences ?? []).map((ids) => Int32Array.from(encodeInput(run, ids)));
    const isWanted = this.begin(ofStory);
    const { step, weights: flat } = await this.lock.run(() => weightsAt(run, args.step));
    const D = config.d_model;
    const sums = new Float32Array(sequences.length * D);
    try {
      const groups = groupsOf(sequences, config.n_ctx);
      let done = 0;
      for (const group of groups) {
        const read = await this.lock.run(() => meansOf(run, flat, args.hook, group));
        if (ofStory && !isWanted()) return null;
        group.forEach(({ point, ids }, row) => {
          for (let i = 0; i < D; i++) sums[point * D + i] = (sums[point * D + i] ?? 0) + ids.length * (read[row * D + i] ?? 0);
        });
        done++;
        if (ofStory) onProgress(done / groups.length);
        await breathe();
      }
    } finally {
      if (ofStory && isWanted()) onProgress(1);
    }
    sequences.forEach((ids, point) => {
      for (let i = 0; i < D; i++) sums[point * D + i] = (sums[point * D + i] ?? 0) / Math.max(1, ids.length);
    });
    return { step, vectors: sums, spans, sentences };
  }
}

/** At most `most` of 0 … count − 1, evenly spaced. */
function evenly(count: number, most: number): number[] {
  const length = Math.min(count, most);
  return Array.from({ length }, (_, i) => Math.floor((i * count) / length));
}

/** Stretches of one length together, so that none needs filling up. */
function groupsOf(sequences: readonly Int32Array[], context: number): Piece[][] {
  const byLength = new Map<number, Piece[]>();
  sequences.forEach((ids, point) => {
    for (let from = 0; from < ids.length; from += context) {
      const part = ids.subarray(from, from + context);
      byLength.set(part.length, [...(byLength.get(part.length) ?? []), { point, ids: part }]);
    }
  });
  const groups: Piece[][] = [];
  for (const pieces of byLength.values())
    for (let at = 0; at < pieces.length; at += MOST_ROWS) groups.push(pieces.slice(at, at + MOST_ROWS));
  return groups;
}

/** The mean of a stream over the tokens of each stretch, [rows, D]. */
async function meansOf(run: Run, flat: Float32Array, hook: string, group: readonly Piece[]): Promise<Float32Array> {
  const { config, interventions = [] } = run;
  const B = group.length;
  const T = group[0]?.ids.length ?? 0;
  const ids = new Int32Array(B * T);
  group.forEach((piece, b) => ids.set(piece.ids, b * T));
  const stream_BTD = activationBy(config, flat, { ids, targets: new Int32Array(0), B, T }, hook, { interventions });
  const mean_BD = mean(stream_BTD, 1);
  dispose(stream_BTD);
  try {
    return await mean_BD.data<'float32'>();
  } finally {
    mean_BD.dispose();
  }
}
