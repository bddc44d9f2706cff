import type { TaskLanguage } from '#lexicon/config.ts';
import type { TaskAnswer, TaskMeasure } from '#lexicon/messages.ts';
import { bleu } from '#math/bleu.ts';
import { rougeL } from '#math/rougeL.ts';
import { tagF1 } from '#math/tagF1.ts';
import { textUnits } from '#math/textUnits.ts';
import { END } from './encode.ts';
import type { Task } from './task.ts';

/** What was written, as far as it is the answer: up to the end, and of a label task the label that it begins with. */
export function readAnswer(task: Task, language: TaskLanguage, written: string): string {
  const line = written.split(END, 1)[0] ?? '';
  return (task.labels?.[language].find((label) => line.startsWith(label)) ?? line).trim();
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The task's own measure of a set of answers; NaN for none. */
function ownScore({ measure, noTag = '' }: Task, answers: readonly TaskAnswer[]): number {
  const units = answers.map(({ expected, got }) => ({ expected: textUnits(expected), got: textUnits(got) }));
  switch (measure) {
    case 'f1': {
      const tags = answers.map(({ expected, got }) => ({ expected: expected.split(' '), got: got.split(' ') }));
      return tagF1(tags, noTag);
    }
    case 'bleu':
      return bleu(units);
    case 'rougeL':
      return mean(units.map(({ expected, got }) => rougeL(expected, got)));
    case 'accuracy':
    case 'exactMatch':
    case 'perplexity':
      return mean(answers.map(({ right }) => Number(right)));
  }
}

/** The measure of the task's field, exact match, and the perplexity of the expected answers from their mean loss in nats. */
export function scoreAnswers(task: Task, answers: readonly TaskAnswer[], lossNats: number): Partial<Record<TaskMeasure, number>> {
  return {
    [task.measure]: ownScore(task, answers),
    exactMatch: mean(answers.map(({ right }) => Number(right))),
    perplexity: Math.exp(lossNats),
  };
}
