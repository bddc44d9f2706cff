import type { Frame } from '#lexicon/messages.ts';
import { read } from '#state/actions/read.ts';
import { lookUp } from '#state/actions/write.ts';
import { currentFrame } from '#state/frame.ts';
import { runMetrics } from '#state/metrics.ts';
import { useStore } from '#state/store.ts';
import type { State } from '#state/store.ts';
import { useTalk } from '#state/talk.ts';
import { pathOf, useWriting } from '#state/writing.ts';
import type { Known, Moment, Values, Written } from './step.ts';

/** The probed sequence, and what each position is scored on where that does not follow from the ids (−1: nothing). */
export type Probed = Pick<Frame, 'ids' | 'targets'>;

const NOTHING: Probed = { ids: new Int32Array(0) };

let known: Probed & { runId?: number } = NOTHING;

/**
 * The sequence that a reading of the model is of. In slow motion the frames show a batch of the training instead, and
 * what was probed before is what is read.
 */
export function probedNow({ apart, run }: Pick<State, 'apart' | 'run'>): Probed {
  const frame = currentFrame.current();
  if (apart === null && frame) known = frame;
  return known.runId === run?.runId ? known : NOTHING;
}

/** What a position is scored on: what was hidden there, else the token that follows; undefined where nothing is. */
export function targetAt({ ids, targets }: Probed, position: number): number | undefined {
  const target = targets ? targets[position] : ids[position + 1];
  return target === undefined || target < 0 ? undefined : target;
}

/** The position that a step looks at: the selected one as far as the sequence has it, else the last that is scored. */
export function positionOf(selected: number | null, probed: Probed): number {
  const last = probed.ids.length - 1;
  if (selected !== null) return Math.min(selected, last);
  for (let position = last; position >= 0; position--) if (targetAt(probed, position) !== undefined) return position;
  return last;
}

/** All that is known now. */
export function knownNow(): Known {
  const { exchanges, report } = useTalk.getState();
  return { ...useStore.getState(), writing: useWriting.getState().writing, exchanges, report };
}

/** What the model wrote last: the text of the panel where one is begun, else what was asked for in the run bar. */
function writtenOf({ writing, generation, run, text }: Known): Written | null {
  const path = writing && writing.runId === run?.runId ? pathOf(writing) : [];
  if (writing && path.length > 0)
    return { prompt: writing.prompt, ids: path.map(({ id }) => id), vocabulary: writing.vocabulary };
  if (generation === null || !text) return null;
  const { ids, steps } = generation.result;
  const given = ids.length - steps.length;
  // Written by a model that is gone, its tokens may not be of this vocabulary.
  if (ids.some((id) => id >= text.vocabulary.length)) return null;
  return { prompt: ids.slice(0, given), ids: ids.slice(given), vocabulary: text.vocabulary };
}

/** The running model as it is known now. */
export function momentOf(state: Known, first: Values | null): Moment {
  const config = state.run?.config ?? state.config;
  const probed = probedNow(state);
  const position = positionOf(state.locked.position ?? null, probed);
  return {
    state,
    config,
    text: state.text,
    written: writtenOf(state),
    metrics: runMetrics,
    ids: probed.ids,
    position,
    target: targetAt(probed, position),
    layer: Math.min(state.locked.layer ?? 0, config.n_layers - 1),
    head: Math.min(state.locked.head ?? 0, config.n_heads - 1),
    read: async (name) => (await read(name, state.playhead ?? undefined)).data,
    lookUp,
    first,
  };
}
