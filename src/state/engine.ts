import type { CommandName, Commands } from '#lexicon/commands.ts';
import { fail } from '#lexicon/problems.ts';
import type { Link } from './link.ts';

let link: Link | null = null;

/** Makes a link the one that all actions use. */
export function connect(to: Link): void {
  link = to;
}

/** Sends a command to the engine; rejects with a `ProblemError`, also while no engine is connected. */
export function call<N extends CommandName>(name: N, args: Commands[N]['args']): Promise<Commands[N]['result']> {
  return link ? link.call(name, args) : Promise.reject(fail('internal', { message: `${name}: the engine is not connected yet` }));
}

/** Tells the engine that a frame has been drawn. */
export function frameTaken(): void {
  link?.frameTaken();
}
