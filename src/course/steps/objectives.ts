import type { TaskId } from '#lexicon/config.ts';
import type { StepId } from '#lexicon/course.ts';
import { likeliest, nameOf, probabilitiesAt, probabilityRow } from '../model.ts';
import { rows, tokens } from '../shown.ts';
import type { Moment, Reading, Step } from '../step.ts';

/** Tokens of a beginning that the card writes out. */
const QUOTED = 8;

const WRITTEN_TASKS: ReadonlySet<TaskId> = new Set(['dialogue', 'questions', 'summary', 'translation']);
const LABELLED_TASKS: ReadonlySet<TaskId> = new Set(['sentiment', 'topic', 'entities']);

/**
 * The first example of a task that lies in the probed stretch, else the first of all, with the model's probability of
 * its answer's first token where the stretch shows it. Null where the model learns from a text as it runs.
 */
async function exampleOf(moment: Moment): Promise<Reading | null> {
  const { text, state, ids } = moment;
  const spans = text?.examples;
  if (!text || !spans || spans.from.length === 0) return null;
  const start = state.probedFrom;
  const within = (i: number): boolean =>
    start !== null && (spans.from[i] ?? -1) >= start && (spans.scored[i] ?? Infinity) <= start + ids.length;
  const inside = spans.from.findIndex((_from, i) => within(i));
  const at = Math.max(0, inside);
  const [from = 0, answer = 0, scored = 0] = [spans.from[at], spans.answer[at], spans.scored[at]];
  const first = text.ids[answer] ?? 0;
  const examples = spans.from.length;
  const shown = { before: tokens(text.ids.subarray(from, answer)), values: { examples, answer: nameOf(moment, first) } };
  if (inside < 0 || start === null) return { ...shown, after: tokens(text.ids.subarray(answer, scored)) };
  // The answer's first token is guessed at the position before it.
  const position = answer - start - 1;
  const p = await probabilitiesAt({ ...moment, position });
  const best = likeliest(p, 3, position).filter(({ name }) => !('token' in name) || name.token !== first);
  return { ...shown, after: rows(probabilityRow(first, p[first] ?? Number.NaN, position), ...best.slice(0, 2)) };
}

/** What a model can be asked to learn. */
export const objectives = {
  nextToken: {
    id: 'nextToken',
    tex: String.raw`\textcolor{pred}{p(x_{t+1}\mid x_1,\dots,x_t)}`,
    done: (now, then) => (now.locked.position ?? null) !== null && now.locked.position !== then.locked.position,
    read: async (moment) => {
      const { ids, position, target } = moment;
      if (target === undefined) return null;
      const probabilities = await probabilitiesAt(moment);
      const best = likeliest(probabilities, 3, position);
      const [top] = best;
      const hit = top !== undefined && 'token' in top.name && top.name.token === target ? 1 : 0;
      return {
        before: tokens(ids.subarray(Math.max(0, position + 1 - QUOTED), position + 1)),
        after: rows(...best),
        values: { next: nameOf(moment, target), hit, p: probabilities[target] ?? Number.NaN },
      };
    },
    right: ({ values }) => (values['hit'] === 1 ? 0 : 1),
  },
  masked: {
    id: 'masked',
    also: ['learns'],
    done: (now, then) => now.config.objective === 'masked' && now.run?.runId !== then.run?.runId,
    read: async ({ read, ids, layer, head }) => {
      const T = ids.length;
      if (T < 2) return null;
      const pattern = (await read(`blocks.${layer}.attn.hook_pattern`)).subarray(head * T * T, (head + 1) * T * T);
      let later = 0;
      pattern.forEach((weight, i) => {
        if (i % T > Math.floor(i / T)) later += weight / T;
      });
      return {
        before: rows({ name: { word: 'onEarlier' }, value: 1 - later, as: 'share' }),
        after: rows({ name: { word: 'onLater' }, value: later, as: 'share' }),
        values: { later },
      };
    },
    right: ({ values }) => (values['later'] === 0 ? 0 : Number(values['later']) < 0.3 ? 1 : 2),
  },
  nextSentence: {
    id: 'nextSentence',
    also: ['learns'],
    done: (now, then) => now.config.task === 'nextSentence' && now.run?.runId !== then.run?.runId,
    read: async (moment) => (moment.config.task === 'nextSentence' ? exampleOf(moment) : null),
  },
  writtenTasks: {
    id: 'writtenTasks',
    also: ['learns'],
    done: (now, then) => WRITTEN_TASKS.has(now.config.task) && now.run?.runId !== then.run?.runId,
    read: async (moment) => (WRITTEN_TASKS.has(moment.config.task) ? exampleOf(moment) : null),
  },
  labelTasks: {
    id: 'labelTasks',
    also: ['learns', 'controls'],
    done: (now, then) => LABELLED_TASKS.has(now.config.task) && now.run?.runId !== then.run?.runId,
    read: async (moment) => (LABELLED_TASKS.has(moment.config.task) ? exampleOf(moment) : null),
  },
} satisfies Partial<Record<StepId, Step>>;
