import { create } from 'zustand';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { Intervention } from '#lexicon/interventions.ts';
import type { Events } from '#lexicon/events.ts';
import type {
  BackendInfo,
  GenerateResult,
  RunInfo,
  SampledText,
  TaskReport,
  TaskScore,
  TextInfo,
  TrainingState,
} from '#lexicon/messages.ts';
import type { Problem } from '#lexicon/problems.ts';
import { NO_SELECTION } from '#lexicon/selection.ts';
import type { HideablePart } from '#lexicon/hideable.ts';
import type { PanelId, Selection } from '#lexicon/selection.ts';
import type { Language } from '#lexicon/words/load.ts';
import type { Apart } from './apart.ts';
import type { Change } from './undo.ts';

export type Theme = 'auto' | 'light' | 'dark';
export type Training = { state: TrainingState; tokensPerSecond: number; msPerStep: number; trainer: string };
export type Toast = { id: number; problem: Problem };
export type Progress = Events['progress'];
export type Generation = { prompt: string; seed: number; step: number; result: GenerateResult };

/**
 * What the page remembers, all but the large arrays: those lie in `frame.ts` and `metrics.ts`, and the store
 * holds a version number of each, so that a picture knows when to draw again.
 */
export type State = {
  /** `starting` until the first frame can be drawn. */
  phase: 'starting' | 'ready' | 'failed';
  run: RunInfo | null;
  /** A rebuilding change under a hand that has not let go yet; shown in the cost, not applied. */
  preview: Partial<RunConfig> | null;
  /** The run's config with the changes that are on their way to the engine. */
  config: RunConfig;
  backend: BackendInfo | null;
  catalogue: Events['catalogue'] | null;
  text: TextInfo | null;
  training: Training;
  /** The newest training step. */
  step: number;
  /** The kept step that the panels show, or null while they follow the newest. */
  playhead: number | null;
  /** The second kept step, B: panels show A − B, A being the step under the playhead; null: they show A alone. */
  versus: number | null;
  /** The training step that is looked at in slow motion. */
  apart: Apart | null;
  /** Panels whose colour scales stand still. */
  fixedScales: readonly PanelId[];
  /** Whether the colour scales of all panels are one. */
  sharedScale: boolean;
  /** Kept steps, ascending. */
  checkpoints: Float64Array;
  frameVersion: number;
  metricsVersion: number;
  /** The first token of the probed stretch in the story's ids; null when something else is probed. */
  probedFrom: number | null;
  locked: Partial<Selection>;
  hovered: Partial<Selection> | null;
  /** `{ ...locked, ...hovered }` over the empty selection. */
  selection: Selection;
  language: Language;
  theme: Theme;
  /** The panel that stands alone over the full width. */
  openPanel: PanelId | null;
  /** Panels that cross the strip of the screen that eyes rest on, in the order of the forward pass. */
  panelsInView: readonly PanelId[];
  /** The panel that was last gone to by the way of the data, and how often that way was taken. */
  sought: { panel: PanelId | null; times: number };
  /** The story as it is being edited; null while it is the text the model learns from. */
  draft: string | null;
  /** Newest last. */
  samples: readonly SampledText[];
  /** Of a task: how well held-out examples were answered at which step, and the newest answers. */
  taskScores: readonly TaskScore[];
  /** The changes of the forward pass that are in force. */
  interventions: readonly Intervention[];
  /** How far the twins of the lab have come. */
  twinLosses: Events['twinLosses'] | null;
  taskReport: TaskReport | null;
  examining: boolean;
  generation: Generation | null;
  generating: boolean;
  toasts: readonly Toast[];
  /** The divergence that waits for an answer. */
  divergence: { step: number; tensor: string; lastGood: number } | null;
  progress: Progress | null;
  /** Parts of the page that the link leaves out. */
  hidden: readonly HideablePart[];
  /** What becomes of the running model when the page closes. */
  keeping: Events['keeping'];
  past: readonly Change[];
  future: readonly Change[];
};

export const INITIAL_STATE: State = {
  phase: 'starting',
  run: null,
  preview: null,
  config: DEFAULT_CONFIG,
  backend: null,
  catalogue: null,
  text: null,
  training: { state: 'idle', tokensPerSecond: 0, msPerStep: 0, trainer: '' },
  step: 0,
  playhead: null,
  versus: null,
  apart: null,
  fixedScales: [],
  sharedScale: false,
  checkpoints: new Float64Array(0),
  frameVersion: 0,
  metricsVersion: 0,
  probedFrom: 0,
  locked: {},
  hovered: null,
  selection: NO_SELECTION,
  language: 'en',
  theme: 'auto',
  openPanel: null,
  panelsInView: [],
  sought: { panel: null, times: 0 },
  draft: null,
  samples: [],
  taskScores: [],
  interventions: [],
  twinLosses: null,
  taskReport: null,
  examining: false,
  generation: null,
  generating: false,
  toasts: [],
  divergence: null,
  progress: null,
  hidden: [],
  keeping: { state: 'off', key: null, name: '', step: null, playhead: null, version: 0 },
  past: [],
  future: [],
};

/** The store. Components read it through named selectors, actions change it. */
export const useStore = create<State>()(() => INITIAL_STATE);
