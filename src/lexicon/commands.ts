import type { RunConfig } from './config.ts';
import type { CleaningChoice, Correction, DiffExcerpt, Proofs } from './cleaning.ts';
import type { TuningCommands } from './tuning.ts';
import type { WritingCommands } from './writing.ts';
import type {
  BackendInfo,
  BackendName,
  BenchArgs,
  BenchResult,
  GenerateArgs,
  GenerateResult,
  GradientNorms,
  KeepArgs,
  Library,
  ReadResult,
  RecordPurpose,
  RunInfo,
  ScanResult,
  Split,
  StepApart,
  TaskReport,
  TextScore,
  Traced,
  TrainResult,
  WeightState,
} from './messages.ts';

/** What the page asks of the worker. Complete: nothing else is ever posted to it. */

/** Commands by name: what is sent and what comes back. */
export type Commands = {
  /** Chooses a backend, opens the recorded run at `runUrl` or, without one, builds a model on `text`. */
  boot: {
    args: {
      runUrl?: string;
      text?: string;
      config?: Partial<RunConfig>;
      backend?: BackendName;
      wasmBase: string;
      /** Keeps runs in the browser's storage. A kept run comes first, unless `text` is of another run than the newest. */
      keep?: KeepArgs;
    };
    result: RunInfo;
  };
  setBackend: { args: { name: BackendName }; result: BackendInfo };
  configure: { args: { patch: Partial<RunConfig> }; result: { rebuilt: boolean } };
  /** Another story, with other settings where `patch` names them. A task that has nothing to do with stories is left. */
  loadText: {
    args: { text: string; patch?: Partial<RunConfig>; cleaning?: CleaningChoice };
    result: { tokens: number; d_vocab: number };
  };
  /** Cleans the pasted text of the running model otherwise; corrections that were accepted are forgotten. */
  reclean: { args: { cleaning: CleaningChoice }; result: { tokens: number; d_vocab: number } };
  /** Makes corrections in the text of the running model, on top of those made before; none: takes all back. */
  correct: { args: { corrections: readonly Correction[] }; result: { tokens: number; d_vocab: number } };
  /** What looks mistyped in the running text; null when another text came meanwhile. */
  proofread: { args: Record<string, never>; result: Proofs | null };
  /** Excerpts of pasted beside cleaned text, from the `from`-th on, and how many there are. */
  cleaningDiff: { args: { from: number; count: number }; result: { total: number; excerpts: readonly DiffExcerpt[] } };
  /** How each kind of tokenizer, learnt on the running text, cuts a sentence. */
  split: { args: { sentence: string }; result: readonly Split[] };
  /** Runs `steps` steps (null: until paused) and resolves when done or paused. */
  train: { args: { steps: number | null }; result: TrainResult };
  pause: { args: Record<string, never>; result: null };
  /** A new model from the seed, on the same text and config. */
  reset: { args: Record<string, never>; result: RunInfo };
  /** Brings an earlier run back whole (undo of a rebuild); refused when it is no longer kept. */
  restoreRun: { args: { runId: number }; result: RunInfo };
  /** Goes back to the newest kept state with finite numbers, after a divergence. */
  rewind: { args: { learningRate: number }; result: RunInfo };
  /** Names (activations, gradients, weights, `probe.*`) that frames shall carry. */
  watch: { args: { names: readonly string[] }; result: null };
  /** `ofText`: the ids are a stretch of the text, of which the masked objective hides some; other ids are shown as they are. */
  probe: { args: { input: string | readonly number[]; ofText?: boolean }; result: { ids: number[]; tokens: string[] } };
  /** Frames follow the newest step (null) or stand at the kept step nearest to the one named; answers with that step. */
  seek: { args: { step: number | null }; result: { step: number } };
  read: { args: { name: string; step?: number }; result: ReadResult };
  write: { args: { weight: string; data: Float32Array }; result: null };
  generate: { args: GenerateArgs; result: GenerateResult };
  /** Reads the whole text with one neuron in view, between training steps; `step` null is the newest. Null when stopped. */
  scan: { args: { layer: number; neuron: number; step: number | null }; result: ScanResult | null };
  stopScan: { args: Record<string, never>; result: null };
  /** Reads the whole text for what each token costs, between training steps; `step` null is the newest. Null when stopped. */
  score: { args: { step: number | null }; result: TextScore | null };
  stopScore: { args: Record<string, never>; result: null };
  /** Pauses, runs one training step and tells all that happened in it; frames then show the first example of its batch. */
  stepApart: { args: Record<string, never>; result: StepApart };
  /** Frames show another example of the batch of the step that was taken apart last; null: the probed sequence again. */
  showApart: { args: { example: number | null }; result: null };
  /** Frames carry the same arrays at the kept step nearest to this one as well; null: no longer. */
  compare: { args: { step: number | null }; result: { step: number | null } };
  /** A number at kept steps, between training steps; null when another trace was asked for meanwhile, or it was stopped. */
  trace: { args: { name: string; index: readonly number[]; steps: readonly number[] }; result: Traced | null };
  stopTrace: { args: Record<string, never>; result: null };
  /** The gradient, without dropout, that the batch of the step after gives; `step` null is the newest, else a kept one. */
  gradientNorms: { args: { step: number | null }; result: GradientNorms };
  weightState: { args: { weight: string; at: number }; result: WeightState };
  /** Sets one number of a weight (`at` counts row-major), or adds to it; every other stays, whatever is being trained. */
  setWeight: {
    args: { weight: string; at: number; change: { to: number } | { by: number } };
    result: { before: number; after: number };
  };
  /** The whole run as one recorded file, with at most `checkpoints` earlier states. */
  record: {
    args: {
      checkpoints: number;
      width?: 'exact' | 'small';
      name?: string;
      playhead?: number | null;
      purpose?: RecordPurpose;
    };
    result: Uint8Array;
  };
  /** The running model as files by name, in the layout of Hugging Face's GPT-2 where it is one. */
  saveFolder: { args: Record<string, never>; result: Record<string, Uint8Array> };
  /** The same in one archive, in a folder called `name`. */
  zipFolder: { args: { name: string }; result: Uint8Array };
  /** Opens a set of files, loose or in an archive: what `saveFolder` wrote, a run file, or a folder in the GPT-2 layout. */
  openFolder: { args: { files: Readonly<Record<string, Uint8Array>> }; result: RunInfo };
  /** Opens a recorded file. */
  openRecorded: { args: { bytes: Uint8Array }; result: RunInfo };
  /** The runs that are kept. */
  library: { args: Record<string, never>; result: Library };
  /** Opens a kept run in place of the running one, which stays kept. */
  openKept: { args: { key: string }; result: RunInfo };
  renameKept: { args: { key: string; name: string }; result: null };
  duplicateKept: { args: { key: string }; result: { key: string } };
  /** Takes a run out of the library, or brings it back; for good only when the page is opened again later. */
  deleteKept: { args: { key: string; deleted: boolean }; result: null };
  /** Makes this tab the one that saves the running model, as the other tab left it. */
  takeOver: { args: Record<string, never>; result: RunInfo };
  /** Saves what is not saved yet; resolves when it is. */
  saveNow: { args: Record<string, never>; result: null };
  /** Prompt and spacing of the texts sampled while training, in steps (0: none) and in time. */
  sampling: { args: { everySteps: number; prompt: string; everyMs?: number }; result: null };
  /** Lets the model answer so many held-out examples of its task, between training steps; null when stopped. */
  examine: { args: { count: number }; result: TaskReport | null };
  stopExamining: { args: Record<string, never>; result: null };
  /** Times the training step of a model of bare ids; the running model waits and stays as it is. */
  bench: { args: BenchArgs; result: BenchResult };
} & WritingCommands &
  TuningCommands;
export type CommandName = keyof Commands;

/** The page has drawn a frame and can take another. */
export type FrameTaken = { type: 'frameTaken' };
export type Request = { [N in CommandName]: { type: 'call'; id: number; name: N; args: Commands[N]['args'] } }[CommandName];
export type ToEngine = Request | FrameTaken;
