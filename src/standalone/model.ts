import { tokenizerFromJSON } from '#corpus/tokenizers/make.ts';
import type { Tokenizer, TokenizerData } from '#corpus/tokenizers/tokenizer.ts';
import { readRunFile } from '#files/recordedRun.ts';
import type { RecordedRun } from '#files/recordedRun.ts';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { rng } from '#math/random.ts';
import { sampleDistribution } from '#math/sampling.ts';
import { drawnRank } from '#math/samplingLedger.ts';
import { Network } from './network.ts';

/** A recorded run that can compute. */
export type Model = { run: RecordedRun; config: RunConfig; tokenizer: Tokenizer; network: Network };

/** Reads the run that a page carries. @throws Error that says what was found instead */
export async function readModel(base64: string): Promise<Model> {
  const bytes = Uint8Array.from(atob(base64.trim()), (letter) => letter.charCodeAt(0));
  const run = await readRunFile(bytes);
  // Written by the app out of a running model, whose config it had checked.
  const config = { ...DEFAULT_CONFIG, ...run.config } as RunConfig;
  const tokenizer = tokenizerFromJSON(run.tokenizer as TokenizerData);
  return { run, config, tokenizer, network: new Network(config, run.weights) };
}

export type WriteSettings = { temperature: number; top_k: number; top_p: number; seed: number };

/** The ids that continue a prompt, one at a time; the same seed draws as the app does. */
export function* continuation(model: Model, prompt: readonly number[], settings: WriteSettings): Generator<number> {
  const { config, network } = model;
  const uniform = rng(settings.seed, 'sample');
  const ids = [...prompt];
  for (;;) {
    const { probabilities, order, kept } = sampleDistribution(network.next(ids.slice(-config.n_ctx)), settings);
    const id = order[drawnRank(probabilities, order, kept, uniform())] ?? 0;
    ids.push(id);
    yield id;
  }
}
