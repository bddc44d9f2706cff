import type { StepId } from '#lexicon/course.ts';
import { unembeddingNames, unembeddingOf } from '#lexicon/readings.ts';
import { copiedFrom } from '#math/copied.ts';
import { lensLogits } from '#math/logitLens.ts';
import { largest, norm, rowOf } from '#math/statistics.ts';
import { softmax } from '#math/softmax.ts';
import type { Generation } from '#state/store.ts';
import { lastStream } from '../model.ts';
import { derived, rows, text, tokens, vector } from '../shown.ts';
import type { Moment, Step } from '../step.ts';

/** A run of this many tokens that stands in the story counts as copied; shorter ones any writer would share. */
const LEAST_COPIED = 6;

/** The mean of the last residual stream over all tokens of the stretch: the stretch as one point. */
async function pointOf({ config, ids, read }: Moment): Promise<Float64Array> {
  const stream = await read(lastStream(config));
  const point = new Float64Array(config.d_model);
  for (let i = 0; i < ids.length * config.d_model; i++)
    point[i % config.d_model] = (point[i % config.d_model] ?? 0) + (stream[i] ?? 0) / ids.length;
  return point;
}

/** The ids that the model itself wrote. */
const writtenIds = ({ result: { ids, steps } }: Generation): number[] => ids.slice(ids.length - steps.length);

const copies = new WeakMap<Generation, ReturnType<typeof copiedFrom>>();

/** What of a text was copied from the part of the story that was trained on; worked out once a text. */
function copiedIn(generation: Generation, { text: story }: Moment): ReturnType<typeof copiedFrom> {
  const known = copies.get(generation);
  if (known) return known;
  const source = story?.ids.subarray(0, story.trainTokens) ?? [];
  const found = copiedFrom(writtenIds(generation), source, LEAST_COPIED);
  copies.set(generation, found);
  return found;
}

/** From the space inside the model to a text that nobody has written. */
export const newText = {
  latent: {
    id: 'latent',
    tex: String.raw`\textcolor{resid}{\bar x}=\tfrac1T\textstyle\sum_t \textcolor{resid}{x_t}`,
    done: (_now, _then, touched) => touched > 0,
    read: async (moment) => {
      const { config, ids, position } = moment;
      if (ids.length === 0) return null;
      const name = lastStream(config);
      const here = rowOf(await moment.read(name), position, config.d_model);
      return {
        before: vector(here, name, [position], '--resid'),
        after: derived(await pointOf(moment), '--resid'),
        values: { vectors: ids.length },
      };
    },
  },
  sampling: {
    id: 'sampling',
    done: (_now, _then, touched) => touched > 0,
    read: async (moment) => {
      const { config, ids } = moment;
      if (ids.length === 0) return null;
      const names = unembeddingNames(config);
      const arrays = new Map(await Promise.all(names.map(async (name) => [name, { data: await moment.read(name) }] as const)));
      const unembedding = unembeddingOf(config, (name) => arrays.get(name));
      if (unembedding === null) return null;
      const point = await pointOf(moment);
      const probabilities = softmax(lensLogits(unembedding, point));
      return {
        before: derived(point, '--resid'),
        after: rows(
          ...largest(probabilities, 4).map((token) => ({
            name: { token },
            value: probabilities[token] ?? Number.NaN,
            as: 'share' as const,
          })),
        ),
        values: { length: norm(point) },
      };
    },
  },
  postprocessing: {
    id: 'postprocessing',
    done: (now, then) => now.generation !== null && now.generation !== then.generation,
    read: async ({ state: { generation } }) => {
      if (generation === null) return null;
      const ids = writtenIds(generation);
      return {
        before: tokens(ids, true),
        after: text(generation.result.text),
        values: { pieces: ids.length, written: Array.from(generation.result.text).length },
      };
    },
  },
  newStory: {
    id: 'newStory',
    done: (now, then) =>
      now.generation !== null && now.generation !== then.generation && now.config.temperature !== then.config.temperature,
    also: ['settings'],
    read: async (moment) => {
      const { generation } = moment.state;
      if (generation === null) return null;
      const { longest, share } = copiedIn(generation, moment);
      const pieces = writtenIds(generation).length;
      return {
        before: text(generation.result.text),
        after: rows(
          { name: { word: 'longestCopy' }, value: longest, as: 'count' },
          { name: { word: 'copiedShare' }, value: share, as: 'share' },
          { name: { word: 'newShare' }, value: 1 - share, as: 'share' },
        ),
        values: { longest, pieces, least: LEAST_COPIED, share },
      };
    },
    right: ({ values }) => {
      const share = Number(values['share']);
      return share < 0.2 ? 0 : share < 0.6 ? 1 : 2;
    },
  },
} satisfies Partial<Record<StepId, Step>>;
