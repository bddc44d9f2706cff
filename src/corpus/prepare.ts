import { taskOf } from './tasks/draw.ts';
import { prepareTask } from './tasks/prepareTask.ts';
import type { TaskConfig } from './tasks/prepareTask.ts';
import { prepareText, prepareWith } from './text.ts';
import type { PreparedText } from './text.ts';
import type { OnProgress, Tokenizer } from './tokenizers/tokenizer.ts';

/**
 * What a model learns from: the story as it runs, or the examples of a task.
 * @throws ProblemError as `prepareText` and `prepareTask` do.
 */
export function prepare(raw: string, config: TaskConfig, onProgress?: OnProgress): Promise<PreparedText> {
  const task = taskOf(config.task);
  return task ? prepareTask(task, raw, config, null, onProgress) : prepareText(raw, config, onProgress);
}

/** The same with a vocabulary that was learnt before. */
export function prepareAgain(
  tokenizer: Tokenizer,
  raw: string,
  config: TaskConfig,
  onProgress?: OnProgress,
): Promise<PreparedText> {
  const task = taskOf(config.task);
  return task ? prepareTask(task, raw, config, tokenizer, onProgress) : prepareWith(tokenizer, raw, config, onProgress);
}
