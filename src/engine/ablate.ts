import { argMax, dispose, tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { exampleBatch, spreadExamples } from '#corpus/tasks/rows.ts';
import type { Batch } from '#lexicon/batch.ts';
import { LOGITS } from '#lexicon/graph.ts';
import type { Intervention } from '#lexicon/interventions.ts';
import { fail } from '#lexicon/problems.ts';
import type { Ablation, AblationRow } from '#lexicon/writing.ts';
import { crossEntropy, scoredCount } from '#model/loss.ts';
import { breathe } from './breathe.ts';
import { activationBy } from './capture.ts';
import { rowsOf } from './rowsOf.ts';
import { weightsAt } from './run.ts';
import type { Run } from './run.ts';
import { Stoppable } from './stoppable.ts';

/** Stretches of the story that are read for each part: enough for a steady mean, few enough for seconds. */
const STRETCHES = 8;

type Stretches = { batch: Batch; heldOut: boolean };
type Measured = { loss: number; guesses: Int32Array };

/** Examples of a task that are answered for each part. */
const EXAMPLES = 48;

/** Examples as training shows them, held-out ones where there are any; null for a text that is no task's. */
function examplesOf({ config, text }: Run): Stretches | null {
  const rows = text && rowsOf(config, text);
  if (!rows) return null;
  const { train, to } = rows.spans;
  const heldOut = train < to.length;
  const chosen = heldOut ? spreadExamples(train, to.length, EXAMPLES) : spreadExamples(0, train, EXAMPLES);
  return { batch: exampleBatch(rows, chosen), heldOut };
}

/** Stretches at even distances: of the held-out part where it is long enough, else of the part trained on. */
function stretchesOf({ config, text }: Run): Stretches {
  if (!text) throw fail('textEmpty', { tokens: 0 });
  if (config.objective === 'masked') throw fail('maskedGeneration', {});
  const { ids, trainTokens } = text.info;
  const T = Math.min(config.n_ctx, ids.length - 1);
  const heldOut = ids.length - trainTokens > T;
  const [from, to] = heldOut ? [trainTokens, ids.length] : [0, ids.length];
  const room = to - from - T - 1;
  const B = Math.max(1, Math.min(STRETCHES, Math.floor((to - from) / (T + 1))));
  const batch: Batch = { ids: new Int32Array(B * T), targets: new Int32Array(B * T), B, T };
  for (let b = 0; b < B; b++) {
    const start = from + (B === 1 ? 0 : Math.floor((b * room) / (B - 1)));
    batch.ids.set(ids.subarray(start, start + T), b * T);
    batch.targets.set(ids.subarray(start + 1, start + T + 1), b * T);
  }
  return { batch, heldOut };
}

/** Measures what each head and each feed-forward network is good for, by switching it off alone. */
export class Ablater extends Stoppable {
  /**
   * The loss with all parts and with each one's contribution at 0, by the weights of one step (null: the newest), beside
   * whatever changes are in force. Null when stopped. @throws Problem `textEmpty`, `maskedGeneration`.
   */
  async ablate(run: Run, step: number | null, onProgress: (fraction: number) => void): Promise<Ablation | null> {
    const { config } = run;
    const { batch, heldOut } = examplesOf(run) ?? stretchesOf(run);
    const scored = scoredCount(batch.targets);
    const isWanted = this.begin();
    const { step: at, weights: flat } = await this.lock.run(() => weightsAt(run, step));
    const measure = (off: readonly Intervention[]): Promise<Measured> =>
      this.lock.run(() => measured(run, flat, batch, [...(run.interventions ?? []), ...off]));
    try {
      const whole = await measure([]);
      const parts = Array.from({ length: config.n_layers }, (_, layer) => [
        ...Array.from({ length: config.n_heads }, (_head, head) => ({ layer, head })),
        { layer, head: null },
      ]).flat();
      const rows: AblationRow[] = [];
      for (const { layer, head } of parts) {
        const { loss, guesses } = await measure([offSwitch(layer, head)]);
        if (!isWanted()) return null;
        const isChanged = (guess: number, i: number): boolean => (batch.targets[i] ?? -1) >= 0 && guess !== whole.guesses[i];
        const changed = guesses.reduce((sum, guess, i) => sum + Number(isChanged(guess, i)), 0) / scored;
        rows.push({ layer, head, loss, changed });
        onProgress(rows.length / parts.length);
        await breathe();
      }
      return { step: at, loss: whole.loss, tokens: scored, heldOut, rows };
    } finally {
      if (isWanted()) onProgress(1);
    }
  }
}

/** What takes one head's, or a feed-forward network's, contribution out of the stream. */
function offSwitch(layer: number, head: number | null): Intervention {
  return head === null
    ? { hook: `blocks.${layer}.hook_mlp_out`, scale: 0 }
    : { hook: `blocks.${layer}.attn.hook_z`, head, scale: 0 };
}

async function measured(
  { config }: Run,
  flat: Float32Array,
  batch: Batch,
  interventions: readonly Intervention[],
): Promise<Measured> {
  const logits = activationBy(config, flat, batch, LOGITS, { interventions });
  const [losses, guesses] = tidy((): [Tensor, Tensor] => [crossEntropy(logits, batch.targets), argMax(logits, -1)]);
  logits.dispose();
  try {
    const [each, best] = await Promise.all([losses.data<'float32'>(), guesses.data<'int32'>()]);
    return { loss: each.reduce((sum, value) => sum + value, 0) / scoredCount(batch.targets), guesses: Int32Array.from(best) };
  } finally {
    dispose([losses, guesses]);
  }
}
