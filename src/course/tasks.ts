import { storyOf } from '#state/actions/setting.ts';
import type { Writing } from '#state/writing.ts';
import type { Known } from './step.ts';

/** Whether another story is read than on arrival; a text that a task is made of is none. */
export function isOtherStory(now: Known, then: Known): boolean {
  return storyOf(now.text) !== storyOf(then.text);
}

/** Whether a number was selected since that lies in an array of such a name; letting go of one is not selecting. */
export function isNewCell(now: Known, then: Known, isName: (name: string) => boolean): boolean {
  const cell = now.locked.cell ?? null;
  return cell !== null && cell !== then.locked.cell && isName(cell.name);
}

const drawn = ({ branches }: Writing): number => branches.reduce((sum, { tokens }) => sum + tokens.length, 0);

/** Whether the model has written anything since: a token in the panel, or a text that was asked for elsewhere. */
export function hasWritten(now: Known, then: Known): boolean {
  if (now.generation !== null && now.generation !== then.generation) return true;
  const { writing } = now;
  if (writing === null) return false;
  const isSame = writing.prompt === then.writing?.prompt;
  return drawn(writing) > (isSame && then.writing ? drawn(then.writing) : 0);
}
