import { tasks } from '#corpus/tasks/index.ts';
import type { Task } from '#corpus/tasks/task.ts';
import { BUDGET_MIB } from '#lexicon/check.ts';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { FIELDS, fieldOf } from '#lexicon/fields.ts';
import type { Events } from '#lexicon/events.ts';

/** What menus, sliders and their limits are drawn from. */
export const CATALOGUE: Events['catalogue'] = {
  fields: FIELDS,
  defaults: DEFAULT_CONFIG,
  budgetMiB: BUDGET_MIB,
  tasks: Object.values<Task>(tasks).map(({ id, measure, usesStory = false, example }) => ({ id, measure, usesStory, example })),
};

/** What a change of settings costs: a new cut of the text, a new model, or nothing but the next step. */
export type Consequence = 'text' | 'model' | 'now';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The masked objective adds a mask token to the vocabulary; the validation share moves the border in the text. */
const OF_TEXT: ReadonlySet<keyof RunConfig> = new Set([
  'tokenizer',
  'objective',
  'val_fraction',
  'd_vocab',
  'task',
  'task_language',
]);

/** The farthest-reaching consequence of going from one config to another. */
export function consequence(from: RunConfig, to: RunConfig): Consequence {
  const changed = (Object.keys(to) as (keyof RunConfig)[]).filter((name) => !same(from[name], to[name]));
  if (changed.some((name) => OF_TEXT.has(name))) return 'text';
  return changed.some((name) => fieldOf(name)?.effect === 'rebuilds') ? 'model' : 'now';
}
