import type { RunConfig } from '#lexicon/config.ts';
import type { PartId, StepId } from '#lexicon/course.ts';
import type { ElementRef } from '#lexicon/expression.ts';
import type { TextInfo, TokenPiece } from '#lexicon/messages.ts';
import type { Copied } from '#lexicon/writing.ts';
import type { Selection } from '#lexicon/selection.ts';
import type { RowName } from '#lexicon/words/en/course/frame.ts';
import type { Metrics } from '#state/metrics.ts';
import type { State } from '#state/store.ts';
import type { Talk } from '#state/talk.ts';
import type { Writing } from '#state/writing.ts';
import type { Acts } from './acts.ts';

/** What the store knows, the text that is being written, and the talk with the model. */
export type Known = State & { writing: Writing | null } & Pick<Talk, 'exchanges' | 'report'>;

/** The newest text of the running model: the beginning it was given, and what it wrote. */
export type Written = { prompt: readonly number[]; ids: readonly number[]; vocabulary: readonly TokenPiece[] };

/** The running model at the moment a step is looked at. */
export type Moment = {
  state: Known;
  config: RunConfig;
  text: TextInfo | null;
  /** Null while the model has written nothing. */
  written: Written | null;
  metrics: Pick<Metrics, 'last' | 'columns' | 'evaluations'>;
  /** The probed sequence. */
  ids: Int32Array;
  /** The position looked at: the selected one, else the last that is scored; −1 without a token. */
  position: number;
  /** What it is scored on: the next token, or what was hidden there; undefined where nothing is. */
  target: number | undefined;
  layer: number;
  head: number;
  /** Reads a named array under the playhead, row-major. Rejects where the model has none of that name. */
  read: (name: string) => Promise<Float32Array>;
  /** Looks ids up in what the model is trained on. */
  lookUp: (ids: readonly number[]) => Promise<Copied>;
  /** The values of the first reading of this step since the learner came, while the model is the same. */
  first: Values | null;
};

/** Numbers, and here and there a text, that the sentences of a step put in by name. */
export type Values = Readonly<Record<string, number | string>>;

/** How a number is written. */
export type As = 'number' | 'share' | 'count';
/** A number with its name: a word of the course, a token, or a text as it is. */
export type Row = {
  name: { word: RowName } | { token: number } | { plain: string };
  value: number;
  as?: As;
  /** Where the number stands in the model; a click explains it. */
  cell?: ElementRef;
};

/** What stands on one side of *before → after*. */
export type Shown =
  | { kind: 'text'; text: string }
  | { kind: 'tokens'; ids: ArrayLike<number>; withIds: boolean }
  | { kind: 'rows'; rows: readonly Row[] }
  /** The whole vector, with the place of its first element; without one it is worked out here and has no worksheet. */
  | { kind: 'vector'; values: ArrayLike<number>; start: ElementRef | null; role: string };

/** What a step reads off the running model: both sides, and numbers for its sentences. */
export type Reading = { before: Shown; after: Shown; values: Values };

/** One step of the course: all but its place in the plan and its words. */
export type Step = {
  id: StepId;
  /** The formula of the step, with symbols in the colours of their roles (`\textcolor{q}{…}`); none where it only reads. */
  tex?: string;
  /** Parts of the page that the task needs besides the step's place; they are not dimmed. */
  also?: readonly PartId[];
  /** What to select on arrival; what the learner selected stays unless it is named here, all of it where it is null. */
  look?: (moment: Moment) => Partial<Selection> | null;
  /** What in the step's place has to be pressed, chosen from or read, as a selector: it is brought into sight, and counted. */
  acts?: string;
  /**
   * Whether the task is done, by the store now and as it was on arrival, and by what the learner did since. What the page
   * does by itself, and what a hand does elsewhere, must leave it as it is.
   */
  done: (now: Known, then: Known, acts: Acts) => boolean;
  /** Null while the model cannot answer (no text written yet, a single token). */
  read: (moment: Moment) => Promise<Reading | null>;
  /** A question before the numbers are shown: which of its options is right by the reading. */
  right?: (reading: Reading) => number;
};
