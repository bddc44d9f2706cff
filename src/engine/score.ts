import { argMax, dispose, reshape, tidy } from '@tensorflow/tfjs-core';
import { exampleBatch } from '#corpus/tasks/rows.ts';
import type { RowOptions } from '#corpus/tasks/rows.ts';
import type { Batch } from '#lexicon/batch.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { LOGITS } from '#lexicon/graph.ts';
import type { TextScore } from '#lexicon/messages.ts';
import { fail } from '#lexicon/problems.ts';
import { scanWindows } from '#lexicon/scanWindows.ts';
import type { ScanWindow } from '#lexicon/scanWindows.ts';
import { crossEntropy } from '#model/loss.ts';
import { activationBy } from './capture.ts';
import { inTurns } from './inTurns.ts';
import { rowsOf } from './rowsOf.ts';
import { weightsAt } from './run.ts';
import type { Run } from './run.ts';
import { Stoppable } from './stoppable.ts';

/** A stretch of the text to be read; masked: with every token hidden whose place in the text leaves `hidden` when divided by `every`. */
type Reading = ScanWindow & { hidden: number; every: number };

/** What a reading fills: one entry a token of the text. */
type Sheet = { loss: Float32Array; guesses: Int32Array };

/**
 * The readings that score each token once. Causal: stretches that overlap by half, so that each token has half a context
 * before it. Masked: each of them as often as it takes to hide every token once, as many at a time as training hides.
 */
export function readingsOf(tokens: number, config: Pick<RunConfig, 'n_ctx' | 'objective' | 'mask_fraction'>): Reading[] {
  const windows = scanWindows(tokens, config.n_ctx);
  if (config.objective === 'causal') return windows.map((window) => ({ ...window, hidden: 0, every: 1 }));
  const every = Math.max(1, Math.min(config.n_ctx, Math.round(1 / config.mask_fraction)));
  return centred(windows, Math.min(tokens, config.n_ctx)).flatMap((window) =>
    Array.from({ length: every }, (_, hidden) => ({ ...window, hidden, every })),
  );
}

/** The same stretches, each counting its middle: what is hidden is guessed from both sides. */
function centred(windows: readonly ScanWindow[], length: number): ScanWindow[] {
  const border = (before: ScanWindow | undefined, behind: ScanWindow | undefined): number | undefined =>
    before && behind && Math.floor((behind.start + before.start + length) / 2);
  return windows.map((window, i) => ({
    start: window.start,
    from: border(windows[i - 1], window) ?? window.from,
    to: border(window, windows[i + 1]) ?? window.to,
  }));
}

/** What each reading of T tokens shows the model and asks of it, row-major [B,T]; −1 where nothing is asked. */
function batchOf(text: Int32Array, readings: readonly Reading[], T: number, maskId: number | null) {
  const ids = new Int32Array(readings.length * T);
  const targets = new Int32Array(readings.length * T).fill(-1);
  readings.forEach(({ start, from, to, hidden, every }, b) => {
    for (let t = 0; t < T; t++) {
      const at = start + t;
      const own = text[at] ?? 0;
      const isHidden = maskId !== null && at % every === hidden;
      ids[b * T + t] = isHidden ? maskId : own;
      const asked = maskId === null ? at + 1 : at;
      const counts = maskId === null ? asked >= from + 1 && asked <= to : isHidden && asked >= from && asked < to;
      if (counts) targets[b * T + t] = text[asked] ?? -1;
    }
  });
  return { ids, targets };
}

/** Sequences to be read [B,T], and of each the token of the text that its first target is. */
type Asked = Batch & { first: Int32Array };

function stretches(run: Run, text: Int32Array, readings: readonly Reading[]): Asked {
  const { config } = run;
  const maskId = config.objective === 'masked' ? (run.text?.tokenizer.maskId ?? null) : null;
  const T = Math.min(text.length, config.n_ctx);
  const first = Int32Array.from(readings, ({ start }) => start + (maskId === null ? 1 : 0));
  return { ...batchOf(text, readings, T, maskId), B: readings.length, T, first };
}

/** Examples as training shows them: each by itself from its beginning on, its answer asked for. */
function examples(rows: RowOptions, chosen: readonly number[]): Asked {
  const batch = exampleBatch(rows, chosen);
  const ahead = rows.objective === 'causal' ? 1 : 0;
  const first = Int32Array.from(chosen, (example) => {
    const [from, to] = [rows.spans.from[example] ?? 0, rows.spans.to[example] ?? 0];
    return from + Math.max(0, to - from - ahead - batch.T) + ahead;
  });
  return { ...batch, first };
}

/** One forward pass over sequences of one length; writes −log p and the likeliest token where they are asked for. */
async function read(run: Run, flat: Float32Array, { ids, targets, B, T, first }: Asked, sheet: Sheet): Promise<void> {
  const { config, interventions = [] } = run;
  const logits = activationBy(config, flat, { ids, targets, B, T }, LOGITS, { interventions });
  const { loss, guess } = tidy(() => ({
    loss: crossEntropy(logits, targets),
    guess: argMax(reshape(logits, [B * T, config.d_vocab]), -1),
  }));
  dispose(logits);
  try {
    const [nats, best] = await Promise.all([loss.data<'float32'>(), guess.data<'int32'>()]);
    first.forEach((start, b) => {
      for (let t = 0; t < T; t++) {
        const at = b * T + t;
        if ((targets[at] ?? -1) < 0) continue;
        const place = start + t;
        sheet.loss[place] = nats[at] ?? Number.NaN;
        sheet.guesses[place] = best[at] ?? -1;
      }
    });
  } finally {
    dispose([loss, guess]);
  }
}

/** Reads the whole text for what each of its tokens cost the model, a few stretches a turn, by the weights of one step. */
export class Scorer extends Stoppable {
  /**
   * −log p of every token of the text, given (causal) the tokens before it or (masked) those around it, itself hidden; of
   * a task's text only of the answers, each given its example; by the weights of the kept step nearest to `step`, null being the newest. A new reading ends the one under way. Null
   * when it was ended.
   * @throws Problem `textEmpty` without a text.
   */
  async score(run: Run, step: number | null, onProgress: (fraction: number) => void): Promise<TextScore | null> {
    if (!run.text) throw fail('textEmpty', { tokens: 0 });
    const isWanted = this.begin();
    const { ids } = run.text.info;
    const { step: at, weights: flat } = await this.lock.run(() => weightsAt(run, step));
    const sheet: Sheet = { loss: new Float32Array(ids.length).fill(Number.NaN), guesses: new Int32Array(ids.length).fill(-1) };
    try {
      const work = { lock: this.lock, isWanted, onProgress };
      const rows = rowsOf(run.config, run.text);
      const done = rows
        ? await inTurns({
            ...work,
            jobs: Array.from(rows.spans.from.keys()),
            run: (chosen) => read(run, flat, examples(rows, chosen), sheet),
          })
        : await inTurns({
            ...work,
            jobs: readingsOf(ids.length, run.config),
            run: (readings) => read(run, flat, stretches(run, ids, readings), sheet),
          });
      return done ? { step: at, ...sheet } : null;
    } finally {
      if (isWanted()) onProgress(1);
    }
  }
}
