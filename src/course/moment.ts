import type { Selection } from '#lexicon/selection.ts';
import { read } from '#state/actions/read.ts';
import { currentFrame } from '#state/frame.ts';
import { runMetrics } from '#state/metrics.ts';
import type { State } from '#state/store.ts';
import type { Moment, Values } from './step.ts';

const NO_IDS = new Int32Array(0);

/** The probed ids: the stretch of the story that the panels show, or what else was asked for. */
function probedIds({ text, config, probedFrom }: State): Int32Array {
  if (probedFrom === null || !text) return currentFrame.current()?.ids ?? NO_IDS;
  const ids = text.ids.subarray(probedFrom, probedFrom + config.n_ctx);
  return ids.length > 0 ? ids : NO_IDS;
}

/** The position that a step looks at: the selected one as far as the sequence has it, else the last with a next token. */
export function positionOf(selection: Selection, length: number): number {
  const last = length - 1;
  return selection.position === null ? Math.max(Math.min(last, 0), last - 1) : Math.min(selection.position, last);
}

/** The running model as the store knows it now. */
export function momentOf(state: State, first: Values | null): Moment {
  const config = state.run?.config ?? state.config;
  const ids = probedIds(state);
  const locked = { ...state.selection, ...state.locked };
  return {
    state,
    config,
    text: state.text,
    metrics: runMetrics,
    ids,
    position: positionOf({ ...locked, position: state.locked.position ?? null }, ids.length),
    layer: Math.min(locked.layer, config.n_layers - 1),
    head: Math.min(locked.head, config.n_heads - 1),
    read: async (name) => (await read(name, state.playhead ?? undefined)).data,
    first,
  };
}
