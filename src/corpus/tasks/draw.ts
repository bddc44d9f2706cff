import type { TaskId, TaskLanguage } from '#lexicon/config.ts';
import { fail } from '#lexicon/problems.ts';
import { rng } from '#math/random.ts';
import { tasks } from './index.ts';
import type { Example, Task } from './task.ts';

/** The seed of all tasks' examples: a model's seed changes the model, not what it is asked. */
const SEED = 1;
/** Draws that may repeat an earlier example before a generator counts as used up. */
const PATIENCE = 400;
/** Fewer examples than this teach nothing and test nothing. */
const FEWEST = 24;

/** The row of a task; null for the story, which is read as it runs. */
export function taskOf(id: TaskId): Task | null {
  return id === 'story' ? null : tasks[id];
}

/**
 * The different examples of a task, the same at every call.
 * @throws Problem `tooFewExamples` where the story has too few sentences for it.
 */
export function drawExamples(task: Task, language: TaskLanguage, story: string): Example[] {
  const known = new Map<string, Example>();
  let repeated = 0;
  for (const example of task.generate({ language, story, uniform: rng(SEED, 'task', task.id, language) })) {
    repeated = known.has(example.prompt) ? repeated + 1 : 0;
    if (!known.has(example.prompt)) known.set(example.prompt, example);
    if (known.size >= task.count || repeated >= PATIENCE) break;
  }
  const wanted = task.fewest ?? FEWEST;
  if (known.size < wanted) throw fail('tooFewExamples', { task: task.id, found: known.size, wanted });
  return [...known.values()];
}
