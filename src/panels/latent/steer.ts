import type { TextInfo } from '#lexicon/messages.ts';
import { textOfPieces } from '#lexicon/pieces.ts';
import { distanceBetween } from '#math/latentSamples.ts';
import { latentPoints, lookUp, writeAside } from '#state/actions/write.ts';
import { noveltyOf } from '../generate/novelty.ts';

/** Tokens of a text that is written towards a point, and those that it begins with. */
export const STEERED_TOKENS = 40;
export const GIVEN_TOKENS = 3;
const RUN = 4;

export type Outcome = {
  text: string;
  /** Its own point [D]: the mean of the stream over the written tokens, read without steering. */
  point: Float32Array;
  /** How far that is from the aim. */
  distance: number;
  novelty: { all: number; fresh: number };
};
export type Steered = { sample: number; plain: Outcome; steered: Outcome; same: number; aim: Float32Array };

type Order = {
  text: TextInfo;
  hook: string;
  /** Token of the story at which the given beginning starts. */
  start: number;
  from: Float32Array;
  aim: Float32Array;
  sample: number;
  strength: number;
  seed: number;
  sampling: { temperature: number; top_k: number; top_p: number };
};

/** The beginning that both texts share. */
export function beginningOf(text: TextInfo, start: number): string {
  return textOfPieces(text.vocabulary, text.ids.subarray(start, start + GIVEN_TOKENS));
}

/**
 * Writes twice from one seed, as it is and with `strength` × (aim − from) added to the stream at every token, and measures
 * where both texts lie.
 */
export async function steer({ text, hook, start, from, aim, sample, strength, seed, sampling }: Order): Promise<Steered> {
  const args = { prompt: beginningOf(text, start), max_new_tokens: STEERED_TOKENS, seed, ...sampling };
  const add = Array.from(aim, (value, i) => strength * (value - (from[i] ?? 0)));
  const plain = await writeAside(args);
  const steered = await writeAside({ ...args, interventions: [{ hook, add }] });
  const written = [plain, steered].map(({ ids, steps }) => ids.slice(ids.length - steps.length));
  const points = await latentPoints({ hook, sequences: written, most: 2 });
  const D = aim.length;
  const outcomes = await Promise.all(
    written.map(async (ids, at): Promise<Outcome> => {
      const point = points?.vectors.slice(at * D, (at + 1) * D) ?? new Float32Array(D);
      const { lengths } = await lookUp(ids);
      return {
        text: textOfPieces(text.vocabulary, ids),
        point,
        distance: distanceBetween(point, aim),
        novelty: noveltyOf(lengths, RUN),
      };
    }),
  );
  const [first, second] = outcomes;
  if (!first || !second) throw new Error('steer: two texts were wanted');
  const same = (written[0] ?? []).filter((id, at) => written[1]?.[at] === id).length;
  return { sample, plain: first, steered: second, same, aim };
}
