import type { RunConfig } from '#lexicon/config.ts';
import type { Intervention } from '#lexicon/interventions.ts';

/**
 * One change of setting that can be taken back. A change that built a new model is taken back by bringing the
 * old run home, trained weights included; the patch and the text are what is left when that run is gone.
 */
export type Change = {
  /** Changes of one gesture (a drag of one slider) are one entry. */
  gesture: string | null;
  before: Snapshot;
  after: Snapshot;
};

/**
 * What a hand added to one number of a weight, in the run that it belongs to; `at` counts row-major. A sum and not a value,
 * so that taking it back leaves what was trained since.
 */
export type WeightEdit = { runId: number | null; name: string; at: number; by: number };

/** One side of a change: the settings it touched, and the run and text when the model was built anew; or a weight's number; or what is compared; or the changes of the forward pass. */
export type Snapshot = {
  patch: Partial<RunConfig>;
  runId: number | null;
  text: string | null;
  weight?: WeightEdit;
  /** The second kept step, in the run it belongs to. */
  versus?: { runId: number | null; step: number | null };
  interventions?: { runId: number | null; list: readonly Intervention[] };
};

export type History = { past: readonly Change[]; future: readonly Change[] };

const LIMIT = 100;
/** Of older changes the stories are let go with them: where a character takes two bytes, these are 32 MB. */
const MOST_CHARACTERS = 16_000_000;

/** The part of a config that a patch touches, as it stands now: the patch that takes it back. */
export function inversePatch(config: RunConfig, patch: Partial<RunConfig>): Partial<RunConfig> {
  return Object.fromEntries(Object.keys(patch).map((key) => [key, config[key as keyof RunConfig]])) as Partial<RunConfig>;
}

/** The newest changes, as many as have room for their stories, each story counted once; the newest in any case. */
function affordable(changes: readonly Change[]): readonly Change[] {
  const stories = new Set<string>();
  let characters = 0;
  const tooOld = changes.findLastIndex(({ before, after }, at) => {
    for (const { text } of [after, before]) {
      if (text === null || stories.has(text)) continue;
      stories.add(text);
      characters += text.length;
    }
    return characters > MOST_CHARACTERS && at < changes.length - 1;
  });
  return changes.slice(tooOld + 1);
}

/** Adds a change; what was undone before it is forgotten, and a gesture that goes on grows its own entry. */
export function recordChange(history: History, change: Change): History {
  const last = history.past.at(-1);
  const goesOn = last !== undefined && change.gesture !== null && last.gesture === change.gesture;
  const kept = goesOn ? history.past.slice(0, -1) : history.past;
  const past = [...kept, goesOn ? { ...change, before: last.before } : change];
  return { past: affordable(past.slice(-LIMIT)), future: [] };
}

/** Moves the newest change of one side to the other: what undo and redo do to the history. */
export function moveChange(history: History, direction: 'undo' | 'redo'): { change: Change; history: History } | null {
  const { past, future } = history;
  const change = direction === 'undo' ? past.at(-1) : future.at(-1);
  if (change === undefined) return null;
  return direction === 'undo'
    ? { change, history: { past: past.slice(0, -1), future: [...future, change] } }
    : { change, history: { past: [...past, change], future: future.slice(0, -1) } };
}
