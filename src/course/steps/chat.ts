import type { StepId } from '#lexicon/course.ts';
import { textOfPieces } from '#lexicon/pieces.ts';
import { rows, text } from '../shown.ts';
import type { Step } from '../step.ts';

/** From a teller of stories to one that answers. */
export const chat = {
  pretrainStories: {
    id: 'pretrainStories',
    also: ['curve'],
    done: (now, then) => now.step >= then.step + 100,
    read: async ({ metrics, text: story }) => {
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
    },
  },
  fineTune: {
    id: 'fineTune',
    done: (now, then) => now.run?.runId !== then.run?.runId || now.step > then.step,
    read: async ({ metrics }) => {
      const columns = metrics.columns();
      const [first, last] = [columns.loss[0], metrics.last()];
      if (first === undefined || !last) return null;
      return {
        before: rows({ name: { word: 'trainingLoss' }, value: first }),
        after: rows({ name: { word: 'trainingLoss' }, value: last.loss }),
        values: { from: first, to: last.loss },
      };
    },
  },
  talk: {
    id: 'talk',
    done: (now, then, touched) => touched > 0 || (now.generation !== null && now.generation !== then.generation),
    read: async ({ written }) => {
      if (written === null) return null;
      const { prompt, ids, vocabulary } = written;
      return {
        before: text(textOfPieces(vocabulary, prompt)),
        after: text(textOfPieces(vocabulary, [...prompt, ...ids])),
        values: { drawn: ids.length },
      };
    },
  },
  learnOn: {
    id: 'learnOn',
    done: (now, then, touched) => touched > 0 && now.step > then.step,
    read: async ({ metrics }) => {
      const last = metrics.last();
      return last && { before: rows(), after: rows({ name: { word: 'trainingLoss' }, value: last.loss }), values: {} };
    },
  },
} satisfies Partial<Record<StepId, Step>>;
