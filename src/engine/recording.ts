import { clean } from '#corpus/clean.ts';
import { prepareAgain } from '#corpus/prepare.ts';
import { MAX_TEXT_BYTES } from '#corpus/text.ts';
import { tokenizerFromJSON } from '#corpus/tokenizers/make.ts';
import type { TokenizerData } from '#corpus/tokenizers/tokenizer.ts';
import { readRunFile, writeRunFile } from '#files/recordedRun.ts';
import type { RecordedRun, Width } from '#files/recordedRun.ts';
import { applyPatch } from '#lexicon/check.ts';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { RecordPurpose } from '#lexicon/messages.ts';
import { fail } from '#lexicon/problems.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { Checkpoints } from './checkpoints.ts';
import { History } from './history.ts';
import { CHECKPOINT_BYTES, firstIds, freshState } from './run.ts';
import type { KeptRun, Run, RunText } from './run.ts';

/** `checkpoints`: how many earlier states, spread over the steps; `name` and `playhead` as the page has them. */
type Recording = { checkpoints: number; width: Width; name: string; playhead: number | null; purpose: RecordPurpose };

/** What nobody needs who only writes with the model, or only looks back: neither the text nor what training goes on from. */
function withoutTraining(run: RecordedRun): RecordedRun {
  const none = new Float32Array(run.weights.length);
  return { ...run, raw: '', pasted: null, m: none, v: none };
}

function withoutPast(run: RecordedRun): RecordedRun {
  return { ...run, metrics: new History().since(0), evaluations: [], samples: [], scores: [], base: null, checkpoints: [] };
}

/** The running model with its past as one file. @throws textEmpty for a model of bare ids */
export async function recordRun(run: Run, { checkpoints, width, name, playhead, purpose }: Recording): Promise<Uint8Array> {
  const { text, history, ids, step, config } = run;
  if (!text) throw fail('textEmpty', { tokens: 0 });
  const { weights, m, v } = await run.trainer.state();
  // The state at step 0 follows from the seed, for whoever can draw it.
  const isTold = (at: number): boolean => at !== step && (at !== 0 || purpose === 'replay');
  const whole: RecordedRun = {
    config: { ...config },
    raw: text.raw,
    pasted: text.pasted ?? null,
    tokenizer: text.tokenizer.toJSON() as RecordedRun['tokenizer'],
    name,
    step,
    playhead,
    ids,
    weights,
    m,
    v,
    metrics: history.since(0),
    evaluations: history.evaluations,
    samples: history.samples,
    scores: history.scores,
    base: run.base ?? null,
    checkpoints: run.checkpoints.selection(checkpoints + 2).filter((each) => isTold(each.step)),
  };
  if (purpose === 'run') return writeRunFile(whole, width);
  return writeRunFile(withoutTraining(purpose === 'writer' ? withoutPast(whole) : whole), width);
}

/** A run as a file or the database gives it back. */
type Found = Omit<RecordedRun, 'name' | 'playhead' | 'tokenizer' | 'base'> & {
  tokenizer: unknown;
  base?: Float32Array | null;
};

/** The text as it was cut when the run was kept, whatever a tokenizer learnt today would make of it. */
async function textOf(found: Found, config: RunConfig): Promise<RunText> {
  const { raw, pasted } = found;
  const prepared = await prepareAgain(tokenizerFromJSON(found.tokenizer as TokenizerData), raw, config);
  const cleaned = pasted && pasted.text.length <= MAX_TEXT_BYTES ? clean(pasted.text, pasted.preparation) : null;
  if (!pasted || !cleaned || cleaned.text !== prepared.info.text) return { ...prepared, raw };
  return { ...prepared, info: { ...prepared.info, cleaning: cleaned.report }, raw, pasted };
}

/** A run that was kept, ready to be opened. @throws what its config, text or numbers do not satisfy */
export async function revived(found: Found): Promise<Omit<KeptRun, 'id'>> {
  const { step, weights, m, v, checkpoints, base } = found;
  const config = applyPatch(DEFAULT_CONFIG, found.config as Partial<RunConfig>);
  const text = await textOf(found, config);
  const { length } = weightLayout(config);
  if (weights.length !== length || text.tokenizer.d_vocab !== config.d_vocab) {
    throw fail('notRecorded', { found: `${weights.length} weights, vocabulary ${text.tokenizer.d_vocab}` });
  }
  const state = { weights, m, v };
  if (base && base.length !== length) throw fail('notRecorded', { found: `${base.length} weights to begin with` });
  // Step 0 is not always kept: what fine-tuning began with, or else the seed, gives it.
  const beginning = { step: 0, weights: base ?? freshState(config).weights };
  const past = checkpoints.filter((kept) => kept.step < step);
  const kept = new Checkpoints(length, CHECKPOINT_BYTES, [
    ...(past[0]?.step === 0 ? [] : [beginning]),
    ...past,
    { step, weights: weights.slice() },
  ]);
  const sound =
    found.ids.length > 0 && found.ids.length <= config.n_ctx && found.ids.every((id) => id >= 0 && id < config.d_vocab);
  return {
    config,
    text,
    ...(base ? { base } : {}),
    step,
    history: History.from(found),
    checkpoints: kept,
    lastGood: { step, state },
    ids: sound ? found.ids : firstIds(config, text),
    state,
  };
}

/** A run out of a file: what the engine opens, and what the person called it. */
export type OpenedFile = { kept: Omit<KeptRun, 'id'>; name: string; playhead: number | null };

/** The run of a file, ready to be opened. @throws notRecorded with what was found instead. */
export async function openRecorded(bytes: Uint8Array): Promise<OpenedFile> {
  const found = await readRunFile(bytes).catch((error: unknown) => {
    throw fail('notRecorded', { found: error instanceof Error ? error.message : String(error) });
  });
  return { kept: await revived(found), name: found.name, playhead: found.playhead };
}
