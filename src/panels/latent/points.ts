import type { TextInfo } from '#lexicon/messages.ts';
import { textOfPieces } from '#lexicon/pieces.ts';
import type { LatentPoints } from '#lexicon/writing.ts';
import { distanceBetween } from '#math/latentSamples.ts';

/** What one looks around: the whole text (null), or a sentence by its place in the list. */
export type Anchor = number | null;

/** The text as one point: the mean of the stream over all tokens that were read, so each sentence weighs by its tokens. */
export function wholePoint({ vectors, spans }: Pick<LatentPoints, 'vectors' | 'spans'>, D: number): Float32Array {
  const point = new Float32Array(D);
  let tokens = 0;
  for (let n = 0; 2 * n < spans.length; n++) {
    const weight = (spans[2 * n + 1] ?? 0) - (spans[2 * n] ?? 0);
    tokens += weight;
    for (let i = 0; i < D; i++) point[i] = (point[i] ?? 0) + weight * (vectors[n * D + i] ?? 0);
  }
  return point.map((sum) => sum / Math.max(1, tokens));
}

/** The point of what one looks around. */
export function anchorPoint(points: LatentPoints, D: number, anchor: Anchor): Float32Array {
  return anchor === null ? wholePoint(points, D) : points.vectors.slice(anchor * D, (anchor + 1) * D);
}

/** The text of a sentence, on one line. */
export function sentenceText(text: TextInfo, { spans }: Pick<LatentPoints, 'spans'>, n: number): string {
  const ids = text.ids.subarray(spans[2 * n], spans[2 * n + 1]);
  return textOfPieces(text.vocabulary, ids).replaceAll(/\s+/gu, ' ').trim();
}

/** The sentence whose point lies nearest. */
export function nearestSentence(vectors: Float32Array, D: number, point: ArrayLike<number>): number {
  let best = 0;
  let least = Infinity;
  for (let n = 0; n < vectors.length / D; n++) {
    const distance = distanceBetween(point, vectors.subarray(n * D, (n + 1) * D));
    if (distance < least) [best, least] = [n, distance];
  }
  return best;
}

/** How far the points lie from their mean on average. */
export function spreadOf(vectors: Float32Array, D: number): number {
  const rows = vectors.length / D;
  const mean = new Float64Array(D);
  vectors.forEach((value, at) => (mean[at % D] = (mean[at % D] ?? 0) + value / rows));
  let sum = 0;
  for (let n = 0; n < rows; n++) sum += distanceBetween(mean, vectors.subarray(n * D, (n + 1) * D));
  return rows === 0 ? 0 : sum / rows;
}

/** A stretch of text with an end that says it goes on. */
export function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
