import type { TaskId } from '#lexicon/config.ts';
import type { StepId } from '#lexicon/course.ts';
import { exampleOf } from '../example.ts';
import { likeliest, lookHere, nameOf, probabilitiesAt } from '../model.ts';
import { rows, tokens } from '../shown.ts';
import type { Step } from '../step.ts';

/** Tokens of a beginning that the card writes out. */
const QUOTED = 8;

/** Training steps that are a little training. */
const A_LITTLE = 20;

const WRITTEN_TASKS: ReadonlySet<TaskId> = new Set(['dialogue', 'questions', 'summary', 'translation']);
const LABELLED_TASKS: ReadonlySet<TaskId> = new Set(['sentiment', 'topic', 'entities']);

/** What a model can be asked to learn. */
export const objectives = {
  nextToken: {
    id: 'nextToken',
    acts: 'button:has(.output__at)',
    look: lookHere,
    tex: String.raw`\textcolor{pred}{p(x_{t+1}\mid x_1,\dots,x_t)}`,
    done: (_now, _then, { positions }) => positions > 0,
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
    done: (now) => now.run?.config.objective === 'masked',
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
    done: (now) => now.run?.config.task === 'nextSentence',
    read: async (moment) => (moment.config.task === 'nextSentence' ? exampleOf(moment) : null),
  },
  writtenTasks: {
    id: 'writtenTasks',
    also: ['learns'],
    done: ({ run }) => run !== null && WRITTEN_TASKS.has(run.config.task),
    read: async (moment) => (WRITTEN_TASKS.has(moment.config.task) ? exampleOf(moment) : null),
  },
  labelTasks: {
    id: 'labelTasks',
    also: ['learns', 'controls'],
    done: ({ run, step }) => run !== null && LABELLED_TASKS.has(run.config.task) && step >= A_LITTLE,
    read: async (moment) => (LABELLED_TASKS.has(moment.config.task) ? exampleOf(moment) : null),
  },
} satisfies Partial<Record<StepId, Step>>;
