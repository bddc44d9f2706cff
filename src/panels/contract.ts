import type { ComponentType } from 'react';
import type { NamedArray } from '#lexicon/array.ts';
import type { CleaningChoice, Correction, DiffExcerpt, Proofs } from '#lexicon/cleaning.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { ElementRef } from '#lexicon/expression.ts';
import type {
  Evaluation,
  GradientNorms,
  MetricColumns,
  ReadResult,
  ScanResult,
  TaskReport,
  TaskScore,
  Split,
  TextInfo,
  TextScore,
  TokenPiece,
  Traced,
  WeightState,
} from '#lexicon/messages.ts';
import type { PanelId, Selection } from '#lexicon/selection.ts';
import type { Words } from '#lexicon/words/en.ts';

/** The run's numbers of every step; `version` grows with them, where the panel says that it reads them. */
export type History = { version: number; columns: () => MetricColumns; evaluations: () => readonly Evaluation[] };

/** How far a training step in slow motion has come: its sub-step, and the row of the graph that forward or backward has reached. */
export type Passing = { phase: 'batch' | 'forward' | 'loss' | 'backward' | 'update'; row: number };

/** How a task is answered: the newest answers, the scores of the run, and a way to ask for more. */
export type Exam = {
  report: TaskReport | null;
  scores: readonly TaskScore[];
  /** Whether somebody asked and the answers are being written. */
  busy: boolean;
  ask: () => void;
  stop: () => void;
};

/** What can be done to the text before it becomes tokens. What changes it builds the model anew and can be taken back. */
export type TextTools = {
  /** Resolves when it is done, or refused. */
  reclean: (cleaning: CleaningChoice) => Promise<void>;
  /** On top of what was corrected before; none takes all back. */
  correct: (corrections: readonly Correction[]) => void;
  /** What looks mistyped; null when another text came meanwhile. */
  proofread: () => Promise<Proofs | null>;
  diff: (from: number, count: number) => Promise<{ total: number; excerpts: readonly DiffExcerpt[] }>;
  /** A sentence as each kind of tokenizer cuts it, learnt on the same text. */
  split: (sentence: string) => Promise<readonly Split[]>;
};

/** Two steps, and the arrays at each of them: for what is worked out of arrays before it is subtracted. */
export type Difference = { a: number; b: number; readA: PanelProps['read']; readB: PanelProps['read'] };

/** What a panel is given. It draws this and nothing else, and never posts a message. */
export type PanelProps = {
  /** An array of the frame under the playhead, or undefined while it is not there yet. Stable until the next frame. */
  read: (name: string) => NamedArray | undefined;
  /** The two steps of which `read` gives the difference, A − B; null where it gives the arrays themselves. */
  difference: Difference | null;
  /** A training step in slow motion, whose example the arrays belong to. */
  passing: Passing | null;
  /** Grows with every new frame: what memoised drawing depends on. */
  version: number;
  /** The training step the arrays belong to. */
  step: number;
  /** The probed sequence. */
  tokens: readonly TokenPiece[];
  /** What each of its positions is asked for (−1: nothing), where that is not the next token; null where it is. */
  targets: Int32Array | null;
  /** How the task is answered. */
  exam: Exam;
  config: RunConfig;
  text: TextInfo | null;
  /** Hovered over locked. */
  selection: Selection;
  /** Locks a part of the selection (click). */
  select: (part: Partial<Selection>) => void;
  /** Previews a part of the selection; null ends the preview. */
  hover: (part: Partial<Selection> | null) => void;
  /** Calls back with the number that is looked at anywhere, now and whenever it is another: to light it without drawing again. */
  followLook: (listener: (cell: ElementRef | null) => void) => () => void;
  /** Names that the picture reads besides those of its `Panel`, until it tells others: what it shows depends on its own state. */
  watch: (names: readonly string[]) => void;
  /** Probe this stretch of the story instead (positions in the whole text's ids). */
  probeAt: (firstToken: number) => void;
  /** The kept steps, ascending, and a named array at one of them: for pictures that look back when asked to. */
  keptSteps: Float64Array;
  readAt: (name: string, step: number) => Promise<ReadResult>;
  /** Reads the whole text for what a neuron gives out at every token, at the step shown; null when stopped. */
  scan: (layer: number, neuron: number) => Promise<ScanResult | null>;
  stopScan: () => void;
  /** Reads the whole text for what every token costs, at the step shown; null when stopped. */
  score: () => Promise<TextScore | null>;
  stopScore: () => void;
  textTools: TextTools;
  /** Loss and evaluations of the run so far. */
  history: History;
  /** Shows the kept step nearest to this one. */
  goTo: (step: number) => void;
  /** What training does to the weights. */
  weights: WeightAccess;
  /** Sampling settings as they stand, for the output panel; moving them never reruns the model. */
  sampling: { temperature: number; top_k: number; top_p: number };
  words: Words;
  language: 'en' | 'zh';
  /** Grows each time somebody goes to this panel by the way of the data; 0 before, and where another was gone to last. */
  sought: number;
  /** Standing alone over the full width. */
  wide: boolean;
  /** Width the body can draw in. */
  widthPx: number;
};

/** What can be asked of weights, and done to them. */
export type WeightAccess = {
  /** The length of every weight tensor's gradient at the step under the playhead. */
  gradientNorms: () => Promise<GradientNorms>;
  /** What the optimizer knows of one weight at the newest step; `at` counts row-major. */
  stateOf: (weight: string, at: number) => Promise<WeightState>;
  /** A number at kept steps; null when another trace was asked for meanwhile. */
  trace: (name: string, index: readonly number[], steps: readonly number[]) => Promise<Traced | null>;
  /** Sets one weight by hand; can be undone. */
  set: (weight: string, at: number, to: number) => void;
};

/** A panel as it stands in the registry: its code comes when it is needed. */
export type PanelEntry = { id: PanelId; load: () => Promise<Panel> };

export type Panel = {
  id: PanelId;
  /** Names (activations, weights, `probe.*`) that it reads; only visible panels are captured for. */
  names: (config: RunConfig) => readonly string[];
  /** It draws no number of those arrays, but goes by when they come: there is nothing of them to save. */
  drawsNone?: true;
  /** Whether it is drawn again when the run's history grows. */
  readsHistory?: true;
  /** What it is called and what it shows, where a model of this kind makes that another thing than usual. */
  heading?: (words: Words, config: RunConfig) => { title?: string; caption?: string };
  /** Whether it can draw the difference of two steps, in a model of this kind. */
  differs?: (config: RunConfig) => boolean;
  Body: ComponentType<PanelProps>;
};
