import type { TaskId } from '#lexicon/config.ts';
import { addition } from './addition.ts';
import { copy } from './copy.ts';
import { dialogue } from './dialogue.ts';
import { entities } from './entities.ts';
import { induction } from './induction.ts';
import { nextSentence } from './nextSentence.ts';
import { questions } from './questions.ts';
import { reverse } from './reverse.ts';
import { sentiment } from './sentiment.ts';
import { sort } from './sort.ts';
import { talks } from './talks.ts';
import { summary } from './summary.ts';
import type { Task } from './task.ts';
import { topic } from './topic.ts';
import { translation } from './translation.ts';

/** All tasks written as text, by id. */
export const tasks = {
  nextSentence,
  dialogue,
  talks,
  questions,
  summary,
  translation,
  sentiment,
  topic,
  entities,
  copy,
  reverse,
  sort,
  addition,
  induction,
} as const satisfies Record<Exclude<TaskId, 'story'>, Task>;
