import { applyPatch } from '#lexicon/check.ts';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import { LOGITS } from '#lexicon/graph.ts';
import { fail } from '#lexicon/problems.ts';
import type { NextToken, NextTokenArgs, WritingCommands } from '#lexicon/writing.ts';
import { rng } from '#math/random.ts';
import { samplingLedger } from '#math/samplingLedger.ts';
import { tensorsOf } from '#model/flatTensors.ts';
import { nextLogits } from '#model/probe.ts';
import { disposeAll } from './capture.ts';
import { verbatimRuns } from './copied.ts';
import { progressOf } from './emit.ts';
import type { Emit } from './emit.ts';
import type { Engine } from './engine.ts';
import { encodeInput } from './input.ts';
import { Latent } from './latent.ts';
import { weightsAt } from './run.ts';
import type { Run } from './run.ts';
import { stopping } from './stoppable.ts';

/** Rows of the ledger: what one reads; the rest is one line. */
const ROWS = 40;
/** The longest text that is written token by token. */
const MOST_TOKENS = 4096;

type Part = {
  [N in 'nextToken' | 'encode' | 'copied' | 'latent' | 'stopLatent']: (
    args: WritingCommands[N]['args'],
  ) => Promise<WritingCommands[N]['result']>;
};

async function nextToken(run: Run, args: NextTokenArgs): Promise<NextToken> {
  const { config } = run;
  const { temperature, top_k, top_p, seed, at } = args;
  applyPatch(DEFAULT_CONFIG, { temperature, top_k, top_p, seed });
  if (config.objective === 'masked') throw fail('maskedGeneration', {});
  if (!Number.isInteger(at) || at < 0 || at >= MOST_TOKENS)
    throw fail('fieldRange', { field: 'at', min: 0, max: MOST_TOKENS - 1, got: String(at) });
  const ids = encodeInput(run, args.ids);
  const contextFrom = Math.max(0, ids.length - config.n_ctx);
  const { step, weights: flat } = await weightsAt(run, args.step);
  const weights = tensorsOf(config, flat);
  try {
    const logits = await nextLogits(config, weights, Int32Array.from(ids.slice(contextFrom)), run.interventions);
    if (!logits.every(Number.isFinite)) throw fail('diverged', { step, tensor: LOGITS, lastGood: run.lastGood.step });
    const uniform = rng(seed, 'sample');
    for (let i = 0; i < at; i++) uniform();
    return { ...samplingLedger(logits, { temperature, top_k, top_p }, uniform(), ROWS), step, contextFrom };
  } finally {
    disposeAll(weights);
  }
}

/** The commands by which a text is written a token at a time, looked up in the story, and placed among its sentences. */
export function writingHandlers(engine: Engine, emit: Emit): Part {
  const latent = new Latent(engine.lock);
  const onProgress = progressOf(emit, 'latent');
  return {
    nextToken: (args) => engine.lock.run(() => nextToken(engine.running(), args)),
    encode: async ({ text }) => ({ ids: encodeInput(engine.running(), text) }),
    copied: async ({ ids }) => {
      const run = engine.running();
      if (!run.text) throw fail('textEmpty', { tokens: 0 });
      return verbatimRuns(run.text.info, encodeInput(run, ids));
    },
    latent: (args) => latent.points(engine.running(), args, onProgress),
    stopLatent: stopping(latent, onProgress),
  };
}
