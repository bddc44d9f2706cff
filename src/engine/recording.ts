import { prepareWith } from '#corpus/text.ts';
import { tokenizerFromJSON } from '#corpus/tokenizers/make.ts';
import type { TokenizerData } from '#corpus/tokenizers/tokenizer.ts';
import { readRecordedRun, writeRecordedRun } from '#files/recordedRun.ts';
import type { RecordedRun } from '#files/recordedRun.ts';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { fail } from '#lexicon/problems.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { Checkpoints } from './checkpoints.ts';
import { History } from './history.ts';
import { CHECKPOINT_BYTES, freshState } from './run.ts';
import type { KeptRun, Run } from './run.ts';

/** The running model with its past as one file, with `checkpoints` earlier states spread over the steps. */
export async function recordRun(run: Run, checkpoints: number): Promise<Uint8Array> {
  const { text, history, ids, step, config } = run;
  if (!text) throw fail('textEmpty', { tokens: 0 });
  const { weights, m, v } = await run.trainer.state();
  return writeRecordedRun({
    config: { ...config },
    raw: text.raw,
    tokenizer: text.tokenizer.toJSON(),
    step,
    ids,
    weights,
    m,
    v,
    metrics: history.since(0),
    evaluations: history.evaluations,
    samples: history.samples,
    checkpoints: run.checkpoints.selection(checkpoints + 2).filter((each) => each.step !== step && each.step !== 0),
  });
}

function read(bytes: Uint8Array): RecordedRun {
  try {
    return readRecordedRun(bytes);
  } catch (error) {
    throw fail('notRecorded', { found: error instanceof Error ? error.message : String(error) });
  }
}

/** The run of a file, ready to be opened. @throws notRecorded with what was found instead. */
export async function openRecorded(bytes: Uint8Array): Promise<Omit<KeptRun, 'id'>> {
  const { raw, step, ids, weights, m, v, metrics, evaluations, samples, checkpoints, ...rest } = read(bytes);
  const config: RunConfig = { ...DEFAULT_CONFIG, ...rest.config };
  const text = { ...(await prepareWith(tokenizerFromJSON(rest.tokenizer as TokenizerData), raw, config)), raw };
  const { length } = weightLayout(config);
  if (weights.length !== length || text.tokenizer.d_vocab !== config.d_vocab) {
    throw fail('notRecorded', { found: `${weights.length} weights, vocabulary ${text.tokenizer.d_vocab}` });
  }
  const state = { weights, m, v };
  // Step 0 is not in the file: the seed gives it.
  const beginning = { step: 0, weights: freshState(config).weights };
  const kept = new Checkpoints(length, CHECKPOINT_BYTES, [beginning, ...checkpoints, { step, weights: weights.slice() }]);
  return {
    config,
    text,
    step,
    history: History.from(metrics, evaluations, samples),
    checkpoints: kept,
    lastGood: { step, state },
    ids,
    state,
  };
}
