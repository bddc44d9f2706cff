import type { StepId } from '#lexicon/course.ts';
import { textOfPieces } from '#lexicon/pieces.ts';
import { exampleOf } from '../example.ts';
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
    done: (now, then) => now.step >= then.step + 100,
    read: learntSoFar,
  },
  dialogue: {
    id: 'dialogue',
    also: ['learns', 'controls', 'curve'],
    done: (now) => now.config.task === 'dialogue' && now.step >= 100,
    read: async (moment) => (moment.config.task === 'dialogue' ? exampleOf(moment) : null),
  },
  talk: {
    id: 'talk',
    done: (now, then) => now.writing !== then.writing || (now.generation !== null && now.generation !== then.generation),
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
    also: ['learns', 'controls', 'curve'],
    done: (now, then) => now.text !== then.text && now.step > 0,
    read: learntSoFar,
  },
} satisfies Partial<Record<StepId, Step>>;
