import { textOfPieces } from '#lexicon/pieces.ts';
import type { StepId } from '#lexicon/course.ts';
import { lookHere, nameOf, probabilitiesAt, probabilityRow } from '../model.ts';
import { rows, text, tokens } from '../shown.ts';
import type { Known, Moment, Step } from '../step.ts';
import { isOtherStory } from '../tasks.ts';

/** Characters of the story that the card quotes. */
const QUOTED = 110;

/** The beginning of a text, with dots where it goes on. */
function beginning(whole: string): string {
  const characters = Array.from(whole.slice(0, 2 * QUOTED));
  return characters.length > QUOTED ? `${characters.slice(0, QUOTED).join('')}…` : characters.join('');
}

/** The probed stretch as text; empty for a model of bare ids. */
function stretchOf({ text: story, ids }: Moment): string {
  return story && story.vocabulary.length > 0 ? textOfPieces(story.vocabulary, ids) : '';
}

/** Whether the text that is learnt was cleaned since, and something was found in it. */
function isCleaned(now: Known, then: Known): boolean {
  if ((now.text?.cleaning.changes.length ?? 0) === 0) return false;
  return isOtherStory(now, then) || JSON.stringify(now.text?.cleaning) !== JSON.stringify(then.text?.cleaning);
}

/** From the story to what learning it means. */
export const generative = {
  story: {
    id: 'story',
    acts: '.story__box',
    done: (now, then, { touched }) => touched > 0 || isOtherStory(now, then),
    read: async ({ text: story }) => {
      if (!story) return null;
      const characters = Array.from(story.text);
      const distinct = new Set(characters).size;
      return {
        before: text(beginning(story.text)),
        after: rows(
          { name: { word: 'characters' }, value: characters.length, as: 'count' },
          { name: { word: 'distinct' }, value: distinct, as: 'count' },
        ),
        values: { characters: characters.length, distinct },
      };
    },
  },
  cleaning: {
    id: 'cleaning',
    also: ['story'],
    acts: '.text-panel__changes, .text-panel__choices, .text-panel__diff, .text-panel__proofs',
    done: (now, then, { touched }) => touched > 0 || isCleaned(now, then),
    read: async ({ text: story }) => {
      if (!story) return null;
      const { before, after, changes } = story.cleaning;
      const changed = changes.reduce((sum, { count }) => sum + count, 0);
      return {
        before: rows({ name: { word: 'characters' }, value: before, as: 'count' }),
        after: rows(
          { name: { word: 'characters' }, value: after, as: 'count' },
          { name: { word: 'changed' }, value: changed, as: 'count' },
        ),
        values: { changed },
      };
    },
  },
  splitting: {
    id: 'splitting',
    acts: '.text-panel__story .token-flow__chip',
    done: (now, _then, { touched }) => touched > 0 && (now.locked.token ?? null) !== null,
    read: async (moment) => {
      const stretch = stretchOf(moment);
      const characters = Array.from(stretch).length;
      const pieces = moment.ids.length;
      if (pieces === 0 || characters === 0) return null;
      return {
        before: text(stretch),
        after: tokens(moment.ids, true),
        values: { stretch: characters, pieces, perToken: characters / pieces },
      };
    },
    right: ({ values }) => {
      const perToken = Number(values['perToken']);
      return perToken > 2 ? 0 : perToken > 1 ? 1 : 2;
    },
  },
  distribution: {
    id: 'distribution',
    look: lookHere,
    also: ['controls', 'curve'],
    tex: String.raw`\mathrm{id}\;\to\;\textcolor{embed}{E_{\mathrm{id}}}\;\to\;\cdots\;\to\;\textcolor{pred}{p(x_{t+1}\mid x_{\le t})}`,
    done: (_now, _then, { trained }) => trained >= 50,
    read: async (moment) => {
      const { text: story, ids, position, metrics } = moment;
      const next = ids[position + 1];
      if (!story || next === undefined) return null;
      const p = (await probabilitiesAt(moment))[next] ?? Number.NaN;
      const share = (story.counts[next] ?? 0) / Math.max(1, story.ids.length);
      return {
        before: rows({ name: { token: next }, value: share, as: 'share' }),
        after: rows(probabilityRow(next, p, position)),
        values: {
          next: nameOf(moment, next),
          share,
          p,
          unigram: story.unigramNats,
          loss: metrics.last()?.loss ?? Number.NaN,
        },
      };
    },
    right: ({ values }) => (Number(values['p']) > Number(values['share']) ? 0 : 1),
  },
} satisfies Partial<Record<StepId, Step>>;
