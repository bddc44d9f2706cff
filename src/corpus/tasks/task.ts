import type { TaskId, TaskLanguage } from '#lexicon/config.ts';
import type { TaskMeasure } from '#lexicon/messages.ts';
import type { Uniform } from '#math/random.ts';

/** What is given and what shall be written; both together are one example as the model reads it. */
export type Example = { prompt: string; answer: string };

/** What a generator may use: its language, its own stream of random numbers, and the user's story. */
export type Material = { language: TaskLanguage; uniform: Uniform; story: string };

/** One row of the registry: a task written as text. The story is none: it is read as it runs. */
export type Task = {
  id: Exclude<TaskId, 'story'>;
  /** The measure of its field; perplexity and exact match are reported for all. */
  measure: TaskMeasure;
  /** An example to show before the task is chosen. */
  example: Readonly<Record<TaskLanguage, Example>>;
  /** Whether its examples are made of the user's story. */
  usesStory?: true;
  /** The only possible answers, where the answer is a label; a label is not followed by an end. */
  labels?: Readonly<Record<TaskLanguage, readonly string[]>>;
  /** The tag that means none, where the answer is a row of tags. */
  noTag?: string;
  /** How many different examples are wanted. */
  count: number;
  /** With how few one can begin, where that is not the usual number. */
  fewest?: number;
  /**
   * Draws examples one after another, as many as are taken from it: repetitions are sorted out by who takes them. A
   * generator that ends has no more.
   */
  generate(material: Material): Iterable<Example>;
};

/** One of several, each as likely. */
export function pick<T>(uniform: Uniform, from: readonly T[]): T {
  const found = from[Math.floor(uniform() * from.length)];
  if (found === undefined) throw new Error('pick: nothing to choose from');
  return found;
}

/** `count` different ones, in random order. */
export function pickSome<T>(uniform: Uniform, from: readonly T[], count: number): T[] {
  const rest = [...from];
  for (let i = 0; i < count && i < rest.length; i++) {
    const j = i + Math.floor(uniform() * (rest.length - i));
    const [a, b] = [rest[i], rest[j]];
    if (a !== undefined && b !== undefined) [rest[i], rest[j]] = [b, a];
  }
  return rest.slice(0, count);
}

/** A whole number from `low` to `high`, both included. */
export function between(uniform: Uniform, low: number, high: number): number {
  return low + Math.floor(uniform() * (high - low + 1));
}

/** Runs `draw` without end. */
export function* forever(draw: () => Example): Generator<Example> {
  while (true) yield draw();
}
