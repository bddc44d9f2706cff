import type { StepId } from '#lexicon/course.ts';
import { rows, text } from '../shown.ts';
import type { Moment, Reading, Step } from '../step.ts';

/** What a blind guess costs beside what the model's costs now. */
async function learntSoFar({ metrics, text: story }: Moment): Promise<Reading | null> {
  const last = metrics.last();
  if (!last || !story) return null;
  return {
    before: rows(
      { name: { word: 'uniformLoss' }, value: story.uniformNats },
      { name: { word: 'perplexity' }, value: Math.exp(story.uniformNats) },
    ),
    after: rows(
      { name: { word: 'trainingLoss' }, value: last.loss },
      { name: { word: 'perplexity' }, value: Math.exp(last.loss) },
    ),
    values: { loss: last.loss },
  };
}

/** From a teller of stories to one that answers. */
export const chat = {
  pretrainStories: {
    id: 'pretrainStories',
    also: ['curve'],
    done: (_now, _then, { trained }) => trained >= 100,
    read: learntSoFar,
  },
  fineTune: {
    id: 'fineTune',
    acts: '.chat__start',
    also: ['controls', 'curve'],
    done: (now, _then, { trained }) => now.run?.tuned === true && trained > 0,
    read: async ({ state: { run }, metrics }) => {
      const [first, last] = [metrics.columns().loss[0], metrics.last()];
      if (run?.tuned !== true || first === undefined || !last) return null;
      return {
        before: rows({ name: { word: 'trainingLoss' }, value: first }),
        after: rows({ name: { word: 'trainingLoss' }, value: last.loss }),
        values: { from: first, to: last.loss },
      };
    },
  },
  talk: {
    id: 'talk',
    done: (now, then) => (now.exchanges.at(-1)?.key ?? 0) > (then.exchanges.at(-1)?.key ?? 0),
    read: async ({ state: { exchanges } }) => {
      const last = exchanges.at(-1);
      if (!last) return null;
      return { before: text(last.says), after: text(last.reply.trim()), values: { tokens: last.tokens, fallen: last.fallen } };
    },
  },
  learnOn: {
    id: 'learnOn',
    also: ['controls', 'curve'],
    acts: '.chat__learn',
    done: ({ run }, _then, { touched }) => touched > 0 && run?.config.task === 'talks',
    read: async ({ state: { report, run } }) => {
      const answer = report !== null && report.runId === run?.runId ? report.report.answers.at(-1) : undefined;
      if (!answer) return null;
      return {
        before: text(`${answer.prompt}${answer.before}`),
        after: text(`${answer.prompt}${answer.after}`),
        values: {},
      };
    },
  },
} satisfies Partial<Record<StepId, Step>>;
