import { loadWords } from '#lexicon/words/load.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { Intervention } from '#lexicon/interventions.ts';
import type {
  BackendName,
  BenchArgs,
  BenchResult,
  GenerateArgs,
  GenerateResult,
  ReadResult,
  TrainResult,
} from '#lexicon/messages.ts';
import { ProblemError, fail } from '#lexicon/problems.ts';
import { bench } from '#state/actions/bench.ts';
import { openFolder, saveFolder } from '#state/actions/folder.ts';
import { generate } from '#state/actions/generate.ts';
import { probe } from '#state/actions/look.ts';
import { read, write } from '#state/actions/read.ts';
import { configure, intervene, loadText, setBackend } from '#state/actions/setting.ts';
import { pause, train } from '#state/actions/train.ts';
import { runMetrics } from '#state/metrics.ts';
import { useStore } from '#state/store.ts';
import { sentenceOf } from './Toasts.tsx';

/** Columns of the run so far, one entry a training step or, under `val_`, one an evaluation. */
export type RunHistory = {
  step: number[];
  loss: number[];
  grad_norm: number[];
  learning_rate: number[];
  val_step: number[];
  val_loss: number[];
  val_accuracy: number[];
  train_accuracy: number[];
};

/**
 * The product's scripting surface, `window.glassformer`, for teachers, researchers and tests. Every function is the
 * action the page's own controls call. What one cannot do it rejects with an `Error` whose message says what came
 * and what was wanted; the running model is untouched then.
 */
export type Console = {
  /** Resolves when the engine is chosen, a model is there and the first frame is drawn. */
  ready: Promise<void>;
  /** What computes, and whether it is only emulated. */
  backend: () => { name: BackendName; adapter: string; software: boolean };
  /** Goes on with the same model, optimizer state and step on another backend. */
  setBackend: (name: BackendName) => Promise<void>;
  /** Everything that describes the run, flat, under the field's own names. */
  config: () => RunConfig;
  /** Changes settings; rebuilds the model only if it must. `{ d_vocab: n }` makes a model of bare ids 0 … n − 1. */
  configure: (patch: Partial<RunConfig>) => Promise<{ rebuilt: boolean }>;
  /** Makes another text the one the model learns from. */
  loadText: (text: string) => Promise<{ tokens: number; d_vocab: number }>;
  /** Trains so many steps; resolves when done or paused. */
  train: (steps: number) => Promise<TrainResult>;
  pause: () => Promise<void>;
  /** What the panels show; its loss scores each next token of the input. */
  probe: (input: string | number[]) => Promise<{ ids: number[]; tokens: string[] }>;
  /** An activation, a weight, either under `grad.`, or `adam.m.` / `adam.v.` before a weight; at the newest or a kept step. */
  read: (name: string, options?: { step?: number }) => Promise<ReadResult>;
  /** Sets a weight's numbers, row-major. */
  write: (weight: string, data: Float32Array) => Promise<void>;
  history: () => RunHistory;
  /** Continues a prompt; the same seed gives the same text. */
  generate: (args: Partial<GenerateArgs>) => Promise<GenerateResult>;
  /**
   * The running model as files by name: `config.json`, `model.safetensors`, `tokenizer.json` … in the layout of Hugging
   * Face's GPT-2 where the model is one, and what `open` needs to go on to the last bit.
   */
  save: () => Promise<Record<string, Uint8Array>>;
  /** Opens what `save` gave, a run file, or a folder in the GPT-2 layout. */
  open: (files: Record<string, Uint8Array>) => Promise<void>;
  /**
   * Changes values of the forward pass at named hooks (`{ hook: 'blocks.0.attn.hook_z', head: 2, scale: 0 }`) in all that
   * the panels show, `read` answers and `generate` writes, until another list comes; [] ends it.
   */
  intervene: (list: readonly Intervention[]) => Promise<void>;
  /**
   * Times the training step of a model of bare ids, 20 steps after 5 untimed ones unless said otherwise. What `config`
   * does not name is as in the running model, which waits meanwhile and stays as it is.
   */
  bench: (args?: Partial<BenchArgs>) => Promise<BenchResult>;
};

declare global {
  interface Window {
    glassformer: Console;
  }
}

/** Rejects with the English sentence of what went wrong. */
async function inEnglish<T>(task: Promise<T>): Promise<T> {
  try {
    return await task;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw new Error(sentenceOf(await loadWords('en'), error.problem), { cause: error.problem });
  }
}

function backendNow(): { name: BackendName; adapter: string; software: boolean } {
  const { backend } = useStore.getState();
  if (!backend) throw new Error('glassformer.backend: none is chosen yet; wait for glassformer.ready');
  return { name: backend.name, adapter: backend.adapter, software: backend.software };
}

function configNow(): RunConfig {
  const { run } = useStore.getState();
  if (!run) throw new Error('glassformer.config: no model is there yet; wait for glassformer.ready');
  return structuredClone(run.config);
}

function historyNow(): RunHistory {
  const { step, loss, gradNorm, learningRate } = runMetrics.columns();
  const rows = runMetrics.evaluations();
  return {
    step: Array.from(step),
    loss: Array.from(loss),
    grad_norm: Array.from(gradNorm),
    learning_rate: Array.from(learningRate),
    val_step: rows.map((row) => row.step),
    val_loss: rows.map((row) => row.valLoss),
    val_accuracy: rows.map((row) => row.valAccuracy),
    train_accuracy: rows.map((row) => row.trainAccuracy),
  };
}

/** What was not said about a text to generate is as the page's settings are. */
function generateWith(args: Partial<GenerateArgs>): Promise<GenerateResult> {
  const { temperature, top_k, top_p, seed } = configNow();
  return generate({ prompt: '', max_new_tokens: 60, temperature, top_k, top_p, seed, ...args });
}

/** An endless run cannot be awaited, so the console trains a number of steps. */
async function trainSteps(steps: number): Promise<TrainResult> {
  if (typeof steps !== 'number') throw fail('fieldType', { field: 'steps', wanted: 'a whole number', got: String(steps) });
  return train(steps);
}

async function opened(files: Record<string, Uint8Array>): Promise<void> {
  await openFolder(files);
}

/** The console over the page's own actions. */
export function createConsole(ready: Promise<void>): Console {
  return {
    ready,
    backend: backendNow,
    setBackend: (name) => inEnglish(setBackend(name)),
    config: configNow,
    configure: (patch) => inEnglish(configure(patch, null, false)),
    loadText: (text) => inEnglish(loadText(text)),
    train: (steps) => inEnglish(trainSteps(steps)),
    pause: () => inEnglish(pause()),
    probe: (input) => inEnglish(probe(input)),
    read: (name, options) => inEnglish(read(name, options?.step)),
    write: (weight, data) => inEnglish(write(weight, data)),
    history: historyNow,
    generate: (args) => inEnglish(generateWith(args)),
    save: () => inEnglish(saveFolder()),
    open: (files) => inEnglish(opened(files)),
    intervene: (list) => inEnglish(intervene(list)),
    bench: (args = {}) => inEnglish(bench({ steps: 20, warmup: 5, ...args })),
  };
}

/** Puts the console on `window.glassformer`. */
export function installConsole(ready: Promise<void>): void {
  const told = inEnglish(ready);
  // The page says itself what went wrong; who awaits `ready` hears it too.
  told.catch(() => undefined);
  window.glassformer = createConsole(told);
}
