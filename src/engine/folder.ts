import { prepareAgain } from '#corpus/prepare.ts';
import { fileTokenizer } from '#corpus/tokenizers/file.ts';
import { agreement, huggingFaceJson } from '#corpus/tokenizers/huggingFaceJson.ts';
import { tokenizerFromJSON } from '#corpus/tokenizers/make.ts';
import type { Tokenizer, TokenizerData } from '#corpus/tokenizers/tokenizer.ts';
import { modelFolder } from '#files/huggingFace/archive.ts';
import { configJson, readGpt2Config } from '#files/huggingFace/config.ts';
import { OwnSchema, parseJson } from '#files/huggingFace/own.ts';
import { folderReadme } from '#files/huggingFace/readme.ts';
import { readMoments, readWeights, writeMoments, writeWeights } from '#files/huggingFace/weights.ts';
import { BUDGET_MIB, applyPatch } from '#lexicon/check.ts';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { cost } from '#lexicon/cost.ts';
import { ProblemError, fail } from '#lexicon/problems.ts';
import { weightLayout } from '#lexicon/weights.ts';
import type { TrainerState } from '#model/trainer.ts';
import { unmoved } from '#model/init.ts';
import { Checkpoints } from './checkpoints.ts';
import { History } from './history.ts';
import { openRecorded } from './recording.ts';
import { CHECKPOINT_BYTES, firstIds } from './run.ts';
import type { KeptRun, Run, RunText } from './run.ts';

/** A model as files by name, and a model to be opened. */
export type Files = Readonly<Record<string, Uint8Array>>;
type Opened = Omit<KeptRun, 'id'>;
/** A model that was opened, and what the person called it, where the files say so. */
type Found = { kept: Opened; name: string };

const utf8 = new TextEncoder();
const json = (value: unknown): Uint8Array => utf8.encode(`${JSON.stringify(value, null, 2)}\n`);
/** So much of the text shows how near another program's cut comes. */
const COMPARED_UNITS = 20_000;

function tokenizerFiles(tokenizer: Tokenizer, config: RunConfig): Record<string, Uint8Array> {
  return {
    'tokenizer.json': json(huggingFaceJson(tokenizer)),
    'tokenizer_config.json': json({
      tokenizer_class: 'PreTrainedTokenizerFast',
      clean_up_tokenization_spaces: false,
      model_max_length: config.n_ctx,
      ...(tokenizer.maskId === null ? {} : { mask_token: '[MASK]' }),
    }),
  };
}

function agreementOf({ tokenizer, info }: RunText): number {
  const theirs = fileTokenizer(huggingFaceJson(tokenizer), tokenizer.d_vocab);
  return agreement(tokenizer, (text) => theirs.encode(text), info.text.slice(0, COMPARED_UNITS));
}

/**
 * The running model as a folder in the layout of Hugging Face's GPT-2 (or, where it is none, in plain words that say
 * so), with what the app needs to go on to the last bit. The step lock is held.
 */
export async function saveFolder(run: Run): Promise<Record<string, Uint8Array>> {
  const { config, text, step } = run;
  const { weights, m, v } = await run.trainer.state();
  const { temperature, top_k, top_p } = config;
  const agreed = text && agreementOf(text);
  return {
    'README.md': utf8.encode(folderReadme({ config, parameters: weightLayout(config).parameters, step, agreement: agreed })),
    'config.json': json(configJson(config)),
    'generation_config.json': json({ do_sample: true, max_new_tokens: 60, temperature, top_k, top_p }),
    'model.safetensors': writeWeights(config, weights),
    ...(text ? { ...tokenizerFiles(text.tokenizer, config), 'text.txt': utf8.encode(text.info.text) } : {}),
    'glassformer.json': json({
      format: 'glassformer-folder',
      version: 1,
      step,
      config,
      text: text && { raw: text.raw, tokenizer: text.tokenizer.toJSON() },
    }),
    'optimizer.safetensors': writeMoments(config, { m, v }),
  };
}

function opened(config: RunConfig, text: RunText | null, state: TrainerState, step: number): Opened {
  const checkpoints = new Checkpoints(state.weights.length, CHECKPOINT_BYTES, [{ step, weights: state.weights }]);
  const ids = firstIds(config, text);
  return { config, text, step, history: new History(), checkpoints, lastGood: { step, state }, ids, state };
}

const modelFiles = (files: Files): Uint8Array[] =>
  Object.keys(files)
    .filter((name) => /^model(-\d+-of-\d+)?\.safetensors$/.test(name))
    .toSorted()
    .flatMap((name) => files[name] ?? []);

/** A folder that `saveFolder` wrote; without the optimizer's file its moments are 0. */
async function openOwn(files: Files, own: Uint8Array): Promise<Opened> {
  const { config: words, step, text: kept } = parseJson('glassformer.json', OwnSchema, own);
  const config = applyPatch(DEFAULT_CONFIG, words as Partial<RunConfig>);
  const weights = readWeights(config, modelFiles(files));
  const moments = files['optimizer.safetensors'];
  const state = { weights, ...readMoments(config, moments) };
  if (!kept) return opened(config, null, state, step);
  const tokenizer = tokenizerFromJSON(kept.tokenizer as TokenizerData);
  if (tokenizer.d_vocab !== config.d_vocab)
    throw new Error(`glassformer.json: ${tokenizer.d_vocab} pieces for a vocabulary of ${config.d_vocab}`);
  return opened(config, { ...(await prepareAgain(tokenizer, kept.raw, config)), raw: kept.raw }, state, step);
}

/** The largest batch, from the running model's down, with which a model still fits; the running model's where none does. */
function fitting(config: RunConfig): RunConfig {
  for (let batch_size = config.batch_size; batch_size >= 1; batch_size >>= 1) {
    const smaller = { ...config, batch_size };
    if (cost(smaller).bytes <= BUDGET_MIB * 2 ** 20) return smaller;
  }
  return config;
}

/** The running story as another vocabulary cuts it; null where there is none, or too little of it. */
async function storyBy(tokenizer: Tokenizer | null, raw: string | undefined, config: RunConfig): Promise<RunText | null> {
  if (!tokenizer || !raw) return null;
  try {
    return { ...(await prepareAgain(tokenizer, raw, config)), raw };
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

/** A folder in the GPT-2 layout that somebody else wrote: its model and vocabulary, on the story that is open. */
async function openGpt2(files: Files, described: Uint8Array, current: Run | null): Promise<Opened> {
  const architecture = readGpt2Config(parseJson('config.json', null, described));
  const from = current?.config ?? DEFAULT_CONFIG;
  const config = fitting({
    ...from,
    ...architecture,
    task: 'story',
    frozen: [],
    tokenizer: { kind: 'file', vocab_size: architecture.d_vocab },
  });
  const checked = applyPatch(config, {});
  const weights = readWeights(checked, modelFiles(files));
  const tokenizerFile = files['tokenizer.json'];
  const tokenizer = tokenizerFile
    ? fileTokenizer(parseJson('tokenizer.json', null, tokenizerFile) as object, architecture.d_vocab)
    : null;
  return opened(checked, await storyBy(tokenizer, current?.text?.raw, checked), unmoved(weights), 0);
}

/** What went wrong with a file, as a problem that can be said. */
function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  return fail('fileBroken', { found: error instanceof Error ? error.message : String(error) });
}

function orFail<T>(task: () => T): T {
  try {
    return task();
  } catch (error) {
    throw asProblem(error);
  }
}

/**
 * The model of a set of files, loose or in an archive: a run file, a folder that the app wrote, or one in Hugging Face's GPT-2 layout. `current`
 * gives the story and the training settings to one that brings none.
 * @throws filesUnknown, fileBroken with what was found, and what a config does not satisfy
 */
export async function openFolder(dropped: Files, current: Run | null): Promise<Found> {
  const files = orFail(() => modelFolder(dropped));
  const names = Object.keys(files);
  const run = names.find((name) => name.endsWith('.gfrun'));
  const [own, described] = [files['glassformer.json'], files['config.json']];
  if (run !== undefined) return openRecorded(files[run] ?? new Uint8Array());
  if (modelFiles(files).length === 0 || !(own ?? described)) throw fail('filesUnknown', { names: names.join(', ') });
  try {
    return { kept: own ? await openOwn(files, own) : await openGpt2(files, described ?? new Uint8Array(), current), name: '' };
  } catch (error) {
    throw asProblem(error);
  }
}
