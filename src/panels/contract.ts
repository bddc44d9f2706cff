import type { ComponentType } from 'react';
import type { NamedArray } from '#lexicon/array.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { ElementRef } from '#lexicon/expression.ts';
import type { Evaluation, MetricColumns, ReadResult, ScanResult, TextInfo, TextScore, TokenPiece } from '#lexicon/messages.ts';
import type { PanelId, Selection } from '#lexicon/selection.ts';
import type { Words } from '#lexicon/words/en.ts';

/** The run's numbers of every step; `version` grows with them, where the panel says that it reads them. */
export type History = { version: number; columns: () => MetricColumns; evaluations: () => readonly Evaluation[] };

/** What a panel is given. It draws this and nothing else, and never posts a message. */
export type PanelProps = {
  /** An array of the frame under the playhead, or undefined while it is not there yet. Stable until the next frame. */
  read: (name: string) => NamedArray | undefined;
  /** Grows with every new frame: what memoised drawing depends on. */
  version: number;
  /** The training step the arrays belong to. */
  step: number;
  /** The probed sequence. */
  tokens: readonly TokenPiece[];
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
  /** Loss and evaluations of the run so far. */
  history: History;
  /** Shows the kept step nearest to this one. */
  goTo: (step: number) => void;
  /** Sampling settings as they stand, for the output panel; moving them never reruns the model. */
  sampling: { temperature: number; top_k: number; top_p: number };
  words: Words;
  language: 'en' | 'zh';
  /** Standing alone over the full width. */
  wide: boolean;
  /** Width the body can draw in. */
  widthPx: number;
};

/** A panel as it stands in the registry: its code comes when it is needed. */
export type PanelEntry = { id: PanelId; load: () => Promise<Panel> };

export type Panel = {
  id: PanelId;
  /** Names (activations, weights, `probe.*`) that it reads; only visible panels are captured for. */
  names: (config: RunConfig) => readonly string[];
  /** Whether it is drawn again when the run's history grows. */
  readsHistory?: true;
  Body: ComponentType<PanelProps>;
};
