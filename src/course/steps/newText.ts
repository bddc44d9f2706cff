import type { StepId } from '#lexicon/course.ts';
import { textOfPieces } from '#lexicon/pieces.ts';
import { unembeddingNames, unembeddingOf } from '#lexicon/readings.ts';
import { lensLogits } from '#math/logitLens.ts';
import { largest, mean, norm, rowOf } from '#math/statistics.ts';
import { softmax } from '#math/softmax.ts';
import { copiedSpans } from '#panels/generate/novelty.ts';
import { STAGES, makeReadable } from '#panels/generate/readable.ts';
import type { Stage } from '#panels/generate/readable.ts';
import { lastStream } from '../model.ts';
import { derived, rows, text, tokens, vector } from '../shown.ts';
import type { Moment, Step, Written } from '../step.ts';
import { hasWritten } from '../tasks.ts';

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

/** All that was written, the beginning first. */
const textOf = ({ prompt, ids, vocabulary }: Written): string => textOfPieces(vocabulary, [...prompt, ...ids]);

const ALL_STAGES: ReadonlySet<Stage> = new Set(STAGES);

/** From the space inside the model to a text that nobody has written. */
export const newText = {
  latent: {
    id: 'latent',
    // The map, and once it is there the layer that is mapped.
    acts: '.latent > .part .segments, .latent > .part [role=listbox], .latent:has(> .part) .latent__stream',
    tex: String.raw`\textcolor{resid}{\bar x}=\tfrac1T\textstyle\sum_t \textcolor{resid}{x_t}`,
    done: (_now, _then, { touched }) => touched > 0,
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
    acts: '.latent__column .button--main',
    done: (_now, _then, { touched }) => touched > 0,
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
    done: hasWritten,
    read: async ({ written }) => {
      if (written === null) return null;
      const stages = makeReadable(textOf(written), ALL_STAGES);
      const changes = stages.reduce((sum, stage) => sum + stage.changes, 0);
      return {
        before: tokens(written.ids, true),
        after: text(stages.at(-1)?.after ?? ''),
        values: { pieces: written.ids.length, changes },
      };
    },
  },
  newStory: {
    id: 'newStory',
    also: ['sampling'],
    done: (now, then) => hasWritten(now, then) && now.config.temperature !== then.config.temperature,
    read: async ({ written, lookUp }) => {
      if (written === null) return null;
      const copied = await lookUp(written.ids);
      const { lengths } = copied;
      const spans = copiedSpans(copied, LEAST_COPIED);
      const isCopied = Uint8Array.from(lengths, (_, at) => (spans.some(({ from, to }) => at >= from && at < to) ? 1 : 0));
      const share = mean(isCopied);
      const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
      return {
        before: text(textOf(written)),
        after: rows(
          { name: { word: 'longestCopy' }, value: longest, as: 'count' },
          { name: { word: 'copiedShare' }, value: share, as: 'share' },
          { name: { word: 'newShare' }, value: 1 - share, as: 'share' },
        ),
        values: { longest, pieces: lengths.length, least: LEAST_COPIED, share },
      };
    },
    right: ({ values }) => {
      const share = Number(values['share']);
      return share < 0.2 ? 0 : share < 0.6 ? 1 : 2;
    },
  },
} satisfies Partial<Record<StepId, Step>>;
