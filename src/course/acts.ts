import type { State } from '#state/store.ts';

/** What the learner has done since a step was come to, where what the store holds at the end does not tell. */
export type Acts = {
  /** Presses, choices and looks into what the step names for it in its place. */
  touched: number;
  /** Training steps that were taken. */
  trained: number;
  /** How often another position was chosen. */
  positions: number;
};

type Followed = Pick<State, 'run' | 'step' | 'locked'>;

export const NO_ACTS: Acts = { touched: 0, trained: 0, positions: 0 };

/** Keys that neither move a caret nor press anything. */
const IDLE_KEYS: ReadonlySet<string> = new Set(['Tab', 'Escape', 'Shift', 'Control', 'Alt', 'Meta']);

/** The acts after the store has gone from one state to the next. Steps of a run that was opened were not taken here. */
export function follow(acts: Acts, before: Followed, now: Followed): Acts {
  const trained = now.run?.runId === before.run?.runId ? Math.max(0, now.step - before.step) : 0;
  const position = now.locked.position ?? null;
  const isOther = position !== null && position !== before.locked.position;
  return { ...acts, trained: acts.trained + trained, positions: acts.positions + (isOther ? 1 : 0) };
}

/**
 * Whether an event is an act on what `on` names: a press by a hand or by Enter and Space, a choice; in a box of text also
 * a key that moves the caret, and scrolling it. A list or a grid that is walked by keys has the focus for all that is in it.
 */
export function isAct({ type, key }: { type: string; key?: string }, target: Element, on: string): boolean {
  if (type === 'scroll') return target.matches(on);
  const walked = key !== undefined && target.matches('[role=listbox], [role=grid]');
  const named = target.closest(on) ?? (walked ? target.querySelector(on) : null);
  if (named === null) return false;
  // Opened, it may be left as it was.
  if (target.matches('select')) return type === 'change';
  if (key === undefined) return true;
  return target.matches('textarea') ? !IDLE_KEYS.has(key) : key === 'Enter' || key === ' ';
}
