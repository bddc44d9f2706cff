import type { Problem } from '#lexicon/problems.ts';
import { problemOf } from '../link.ts';
import { useStore } from '../store.ts';

const SHOWN_AT_ONCE = 4;
let nextId = 1;

/** Tells the person about a problem, in the language the page speaks when it is read. */
export function say(problem: Problem): void {
  const { toasts } = useStore.getState();
  const others = toasts.filter((toast) => JSON.stringify(toast.problem) !== JSON.stringify(problem));
  useStore.setState({ toasts: [...others, { id: nextId++, problem }].slice(-SHOWN_AT_ONCE) });
}

/** Takes a message away. */
export function dismiss(id: number): void {
  useStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

/** Runs what a person asked for; a refusal becomes a message instead of an error. True when it was done. */
export async function attempt(task: Promise<unknown>): Promise<boolean> {
  try {
    await task;
    return true;
  } catch (error) {
    say(problemOf(error));
    return false;
  }
}
