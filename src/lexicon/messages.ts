import type { RunConfig, TaskId, TaskLanguage, TokenizerKind } from './config.ts';
import type { CleaningReport } from './cleaning.ts';
import type { Intervention } from './interventions.ts';
import type { Problem } from './problems.ts';

/** What page and worker tell each other about: the values in commands and events. */

export type BackendName = 'webgpu' | 'wasm' | 'cpu';
/**
 * Why this backend runs: the user chose it, it is the best found, a better one was missing, lost or failed, or (`fasterCpu`)
 * this model was timed on the GPU and on the CPU and the CPU won.
 */
export type BackendReason = 'chosen' | 'gpu' | 'noGpu' | 'softwareGpu' | 'noWasm' | 'lost' | 'gpuFailed' | 'fasterCpu';

export type BackendInfo = {
  name: BackendName;
  /** What the adapter calls itself; for wasm and cpu the processor's instruction set as far as it is known. */
  adapter: string;
  software: boolean;
  reason: BackendReason;
  /** All backends that can be chosen on this machine. */
  available: readonly BackendName[];
};

/**
 * A piece of the vocabulary. `text` is empty where the bytes alone are no whole character; then `bytes` says what it is,
 * or `nibble` (0–15): half a byte, by which the character and word tokenizers spell what they never saw (high half first).
 */
export type TokenPiece = { id: number; text: string; bytes?: readonly number[]; nibble?: number; special?: true };

/** A sentence as one kind of tokenizer, learnt on the running text, cuts it. */
export type Split = { kind: TokenizerKind; pieces: readonly TokenPiece[]; d_vocab: number };

/** The measures of a task's answers: those of its field. All but perplexity run from 0 to 1. */
export type TaskMeasure = 'perplexity' | 'accuracy' | 'exactMatch' | 'f1' | 'bleu' | 'rougeL';

/**
 * Where a task's examples lie in the text's ids, ascending: of each its first token, the first of its answer, the one
 * after the last that is scored, and the one after its end. The first `train` are trained on, the others held out.
 */
export type ExampleSpans = { from: Int32Array; answer: Int32Array; scored: Int32Array; to: Int32Array; train: number };

/** The text as the model meets it. */
export type TextInfo = {
  text: string;
  /** The user's own story, where the text was made by a task. */
  story?: string;
  /** Where the examples lie, where the text was made by a task. */
  examples?: ExampleSpans;
  cleaning: CleaningReport;
  /** Token ids of the whole cleaned text. */
  ids: Int32Array;
  vocabulary: readonly TokenPiece[];
  /** How often each id stands in the text. */
  counts: Uint32Array;
  /** BPE: the merges in the order learnt, as ids [left, right, merged]; empty for others. */
  merges: readonly (readonly [number, number, number])[];
  /** Tokens at the front that are trained on; the rest is held out. */
  trainTokens: number;
  /** Cross-entropy in nats a model would reach that guesses uniformly, by token counts, by counts of token pairs. */
  uniformNats: number;
  unigramNats: number;
  bigramNats: number;
  /** A sentence's worth of doubt about the text (too short for a validation part, …), as codes. */
  notices: readonly Problem[];
};

export type RunInfo = {
  /** Grows with every model that is built; events of older runs are dropped. */
  runId: number;
  config: RunConfig;
  parameters: number;
  step: number;
  /** Whether it began with the weights of another run. */
  tuned?: true;
};

/** Columns of equal length, one entry a training step. */
export type MetricColumns = {
  step: Float64Array;
  loss: Float32Array;
  gradNorm: Float32Array;
  learningRate: Float32Array;
};

/** How well a model does at one step: mean loss in nats and shares right, on the held-out part and on as much of the training part. */
export type Evaluation = { step: number; valLoss: number; valAccuracy: number; trainAccuracy: number };

/** Where a named array lies in a frame's packed buffer. */
export type FrameEntry = { name: string; shape: readonly number[]; axes: string; offset: number; length: number };

/** One look into the model at one step, for one probed sequence. */
export type Frame = {
  runId: number;
  step: number;
  /** Whether the step is the newest (false: an earlier, kept step that was asked for). */
  live: boolean;
  ids: Int32Array;
  entries: readonly FrameEntry[];
  data: Float32Array;
  /** What each position is scored on (−1: nothing), where that is not what follows from the ids: an example of a step taken apart. */
  targets?: Int32Array;
  /** The same arrays of the same sequence at another kept step, laid out alike. */
  other?: { step: number; data: Float32Array };
};

/** How far one weight tensor moved in a step. Lengths are Euclidean norms over all its elements. */
export type TensorMove = {
  name: string;
  /** Length of the weights before, of the gradient as the optimizer took it (clipped), and of the change. */
  weight: number;
  gradient: number;
  move: number;
};

/** One weight's way through a step. */
export type WeightMove = { name: string; index: readonly number[]; before: number; after: number; gradient: number };

/** One training step, taken apart. */
export type StepApart = {
  runId: number;
  /** The number of the update. */
  step: number;
  /** The batch, row-major [B,T]; a target of −1 is not scored. */
  ids: Int32Array;
  targets: Int32Array;
  B: number;
  T: number;
  /** −log p of each target [B,T] in nats by the weights before, with the step's own dropout; NaN where nothing is scored. */
  losses: Float32Array;
  /** As the training step itself counted them: the mean of the losses, and the norm of the whole gradient before clipping. */
  loss: number;
  gradNorm: number;
  learningRate: number;
  /** What clipping multiplied the gradient by, at most 1. */
  clipped: number;
  /** The probability with which dropout struck. */
  dropout: number;
  /** Every weight tensor that moved, in the order of the forward pass; and the single weights that moved most, the most first. */
  tensors: readonly TensorMove[];
  largest: readonly WeightMove[];
};

/** The gradient of one batch, by weight tensor, in the order of the forward pass. */
export type GradientNorms = {
  step: number;
  /** The step whose batch it is. */
  batchStep: number;
  rows: readonly { name: string; gradient: number; weight: number }[];
};

/** What the optimizer knows of one weight after update `step`. */
export type WeightState = { step: number; value: number; m: number; v: number; learningRate: number };

/**
 * One number at several kept steps, in columns: its value, its rank among its like (1: the largest), how many those are,
 * and their deciles. An index shorter than the array's axes means the length of that slice, among all such slices.
 */
export type Traced = {
  steps: Float64Array;
  values: Float32Array;
  ranks: Float32Array;
  count: number;
  low: Float32Array;
  median: Float32Array;
  high: Float32Array;
};

/** One held-out example of a task and what the model wrote for it. */
export type TaskAnswer = { prompt: string; expected: string; got: string; right: boolean };

/** How well answers were at a step: by the measure of the task's field, by exact match, and the perplexity of the expected ones. */
export type TaskScore = { step: number; scores: Partial<Record<TaskMeasure, number>> };

/**
 * An examination: the answers, their score, how many examples are held out in all (0: they were trained on), and what
 * blind guessing would score where the answer is one of a few labels.
 */
export type TaskReport = TaskScore & { runId: number; answers: readonly TaskAnswer[]; heldOut: number; chance: number | null };

/** A task as it is offered: the measure of its field, whether it is made of the user's story, and an example. */
export type TaskOffer = {
  id: Exclude<TaskId, 'story'>;
  measure: TaskMeasure;
  usesStory: boolean;
  example: Readonly<Record<TaskLanguage, { prompt: string; answer: string }>>;
};

/** A text that was drawn at one step, its prompt included. */
export type SampledText = { step: number; prompt: string; text: string };

export type GenerateArgs = {
  prompt: string;
  max_new_tokens: number;
  temperature: number;
  top_k: number;
  top_p: number;
  seed: number;
  /** Writing ends with the token that completes one of these, which the text then ends with. */
  stop?: readonly string[];
  /** The kept step whose weights write; the newest where it is left out. */
  step?: number;
  /** Changes of the forward pass while this text is written, behind those that are in force anyway. */
  interventions?: readonly Intervention[];
};
/** One drawn token: its id, its probability after temperature and filters, and the candidates with theirs. */
export type GenerateStep = { id: number; probability: number; candidates: readonly { id: number; probability: number }[] };
/** The whole text with its prompt, as text and as ids, and the tokens that were drawn. */
export type GenerateResult = { text: string; ids: number[]; steps: GenerateStep[] };

/** What one neuron gives out at every token of the whole text, by the weights of one step. */
export type ScanResult = { step: number; values: Float32Array };

/**
 * What every token of the text cost the model at one step: −log p in nats (NaN where it was not asked for: the first token
 * of the causal objective), and the token that was likeliest there (−1 where none was asked for).
 */
export type TextScore = { step: number; loss: Float32Array; guesses: Int32Array };

/** Where a stretch of training ended: losses in nats, the held-out one as last measured. */
export type TrainResult = { step: number; loss: number; val_loss: number; tokens_per_second: number; ms_per_step: number };
/** One named array, row-major. */
export type ReadResult = { shape: number[]; data: Float32Array };

/** A model to measure: settings other than the running model's, steps to time and to leave untimed before, where. */
export type BenchArgs = { config?: Partial<RunConfig>; steps: number; warmup: number; backend?: BackendName };
/**
 * Of each timed step its milliseconds, reading the loss included, and its loss in nats; and what one step asks of the
 * GPU before its loss is read (0 on the CPU).
 */
export type BenchResult = {
  msPerStep: number[];
  losses: number[];
  dispatchesPerStep: number;
  submitsPerStep: number;
  adapter: string;
};

/** A run as the library lists it. */
export type LibraryEntry = {
  key: string;
  name: string;
  createdMs: number;
  savedMs: number;
  step: number;
  config: RunConfig;
  parameters: number;
  /** What it takes in the browser's storage, about. */
  bytes: number;
  /** The loss over all steps, thinned evenly; empty before the first step. */
  curve: Float32Array;
  /** Where it is open now. */
  open: 'here' | 'elsewhere' | null;
};
export type Library = {
  /** Newest first. */
  entries: readonly LibraryEntry[];
  /** What all of the page takes, and what the browser would give; null where it does not tell. */
  usedBytes: number | null;
  quotaBytes: number | null;
};

/**
 * What becomes of the running model when the page closes: it is as it was opened, so nothing needs saving (`untouched`);
 * it is saved by itself (`kept`); another tab saves it (`elsewhere`); it is too large to be saved by itself (`large`); the
 * storage is full; the browser keeps nothing.
 */
export type KeepingState = 'off' | 'untouched' | 'kept' | 'elsewhere' | 'large' | 'full' | 'denied';

/** What the engine opens with when runs are kept: this one, else the newest. `anyText`: whatever text that was trained on. */
export type KeepArgs = { key: string | null; anyText?: boolean };

/** What a recorded file is for: to go on from, to look back in, or only to write with. */
export type RecordPurpose = 'run' | 'replay' | 'writer';

export type TrainingState = 'idle' | 'training' | 'diverged';
