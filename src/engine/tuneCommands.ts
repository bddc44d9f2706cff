import { prepareAgain } from '#corpus/prepare.ts';
import { END } from '#corpus/tasks/encode.ts';
import { applyPatch } from '#lexicon/check.ts';
import { fail } from '#lexicon/problems.ts';
import { TURN_MARKS, talkPrompt } from '#lexicon/turns.ts';
import type { FineTuneArgs, Replied, ReplyArgs, TensorChange, TuneReport, TunedAnswer, TuningCommands } from '#lexicon/tuning.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { norm } from '#math/statistics.ts';
import { Checkpoints } from './checkpoints.ts';
import { progressOf } from './emit.ts';
import type { Emit } from './emit.ts';
import type { Engine } from './engine.ts';
import { History } from './history.ts';
import { decodeIds, encodeInput } from './input.ts';
import type { Keeper } from './keep/keeper.ts';
import { CHECKPOINT_BYTES, firstIds } from './run.ts';
import type { KeptRun, Run } from './run.ts';
import { sharedEmbeddings } from './sharedEmbeddings.ts';

/** `step`: a kept one whose weights write; the newest where it is left out. */
type WriteSettings = { most: number; stop: readonly string[]; seed?: number; step?: number };
type Part = { [N in keyof TuningCommands]: (args: TuningCommands[N]['args']) => Promise<TuningCommands[N]['result']> };

/** Tokens of one reply. */
const REPLY_TOKENS = 80;
/** Tokens of one answer in a comparison, and prompts that are compared where none were named. */
const [COMPARED_TOKENS, COMPARED_PROMPTS] = [40, 3];
/** Tokens of a text's held-out part that a comparison begins with. */
const PROMPT_TOKENS = 8;

/** A run that begins with the weights of another, and with its vocabulary: what fine-tuning is. */
async function tuned(run: Run, args: FineTuneArgs, onProgress: (fraction: number) => void): Promise<Omit<KeptRun, 'id'>> {
  if (!run.text) throw fail('textEmpty', { tokens: 0 });
  const { task, task_language, frozen, learning_rate } = args;
  const patch = { task, task_language, frozen, learning_rate, objective: 'causal' as const };
  const config = applyPatch(run.config, patch);
  const { tokenizer } = run.text;
  const raw = args.text ?? run.text.raw;
  const text = { ...(await prepareAgain(tokenizer, raw, config, onProgress)), raw };
  const weights = (await run.trainer.weights()).slice();
  const state = { weights, m: new Float32Array(weights.length), v: new Float32Array(weights.length) };
  return {
    config,
    text,
    step: 0,
    base: weights.slice(),
    history: new History(),
    checkpoints: new Checkpoints(weights.length, CHECKPOINT_BYTES, [{ step: 0, weights: weights.slice() }]),
    lastGood: { step: 0, state },
    ids: firstIds(config, text),
    state,
  };
}

function changesOf(run: Run, base: Float32Array, now: Float32Array): TensorChange[] {
  return weightLayout(run.config).slots.map(({ name, offset, size }) => {
    const before = base.subarray(offset, offset + size);
    const moved = now.subarray(offset, offset + size).map((value, i) => value - (before[i] ?? 0));
    return { name, share: norm(moved) / Math.max(norm(before), Number.MIN_VALUE) };
  });
}

/** Beginnings out of the part that is not trained on: a task's questions, or stretches of a text. */
function promptsOf({ text }: Run): string[] {
  if (!text) throw fail('textEmpty', { tokens: 0 });
  const { info, tokenizer } = text;
  const { examples, ids, trainTokens } = info;
  if (examples) {
    const first = examples.train < examples.to.length ? examples.train : 0;
    const chosen = Array.from(examples.from.keys()).slice(first, first + COMPARED_PROMPTS);
    return chosen.map((at) => tokenizer.decode(ids.slice(examples.from[at], examples.answer[at])));
  }
  const from = trainTokens < ids.length - PROMPT_TOKENS ? trainTokens : 0;
  const stride = Math.max(PROMPT_TOKENS, Math.floor((ids.length - from) / COMPARED_PROMPTS));
  return Array.from({ length: COMPARED_PROMPTS }, (_, i) => from + i * stride)
    .filter((at) => at + PROMPT_TOKENS <= ids.length)
    .map((at) => tokenizer.decode(ids.slice(at, at + PROMPT_TOKENS)));
}

/** The prompt of a talk as ids, and how many of them the model cannot see while it writes. */
function windowOf(run: Run, { language, before, says }: Omit<ReplyArgs, 'seed'>): { ids: Int32Array; fallen: number } {
  const ids = Int32Array.from(encodeInput(run, talkPrompt(language, before, says)));
  return { ids, fallen: Math.max(0, ids.length - run.config.n_ctx) };
}

/** The commands that train a trained model further, show what that changed, and talk with it. */
export function tuneHandlers(engine: Engine, keeper: Keeper, emit: Emit): Part {
  const write = async (run: Run, prompt: string, { most, stop, ...settings }: WriteSettings): Promise<string> => {
    const { temperature, top_k, top_p, seed } = run.config;
    const sampling = { temperature, top_k, top_p, seed, ...settings };
    const { ids } = await engine.sampler.generate(run, { prompt, ...sampling, max_new_tokens: most, stop });
    const written = decodeIds(run, ids.slice(encodeInput(run, prompt).length));
    return written.slice(0, Math.min(...stop.map((mark) => written.indexOf(mark)).filter((at) => at >= 0), written.length));
  };
  return {
    fineTune: async (args) => {
      const run = engine.running();
      const progress = progressOf(emit, 'tokenize');
      try {
        const next = await engine.lock.run(() => tuned(run, args, progress));
        return await keeper.exchange(() => engine.open(next));
      } finally {
        progress(1);
      }
    },
    tuneReport: async ({ prompts }): Promise<TuneReport> => {
      const run = engine.running();
      const { base } = run;
      if (!base) throw fail('notTuned', {});
      const { step, weights } = await engine.lock.run(async () => ({
        step: run.step,
        weights: (await run.trainer.weights()).slice(),
      }));
      const answers: TunedAnswer[] = [];
      const asked = prompts ?? promptsOf(run);
      for (const [at, prompt] of asked.entries()) {
        const settings = { most: COMPARED_TOKENS, stop: run.text?.info.examples ? [END] : [] };
        answers.push({
          prompt,
          before: await write(run, prompt, { ...settings, step: 0 }),
          after: await write(run, prompt, settings),
        });
        emit('progress', { task: 'tuneReport', fraction: (at + 1) / asked.length });
      }
      return { step, changes: changesOf(run, base, weights), answers };
    },
    reply: async (args): Promise<Replied> => {
      const run = engine.running();
      const { ids, fallen } = windowOf(run, args);
      const stop = [END, TURN_MARKS[args.language].person.trim()];
      const prompt = talkPrompt(args.language, args.before, args.says);
      const reply = await write(run, prompt, { most: REPLY_TOKENS, stop, seed: args.seed });
      return { reply, tokens: ids.length, fallen };
    },
    talkWindow: async (args) => windowOf(engine.running(), args),
    takeEmbeddings: async ({ key }) => sharedEmbeddings(engine, keeper, key),
  };
}
