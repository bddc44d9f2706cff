import type { Words } from '#lexicon/words/en.ts';
import type { Depth } from '../residual/depth.ts';

/** How a place along the depth is called: in a sentence, and over a narrow column. */
export type DepthName = { long: string; short: string };

/** Names of the places along the depth, in order. */
export function depthNames(depths: readonly Depth[], said: Words['panels']['lens']): DepthName[] {
  return depths.map(({ part }) => {
    if (part === null) return { long: said.start, short: said.start };
    const layer = part.layer + 1;
    return part.kind === 'attn'
      ? { long: said.after(said.attn(layer)), short: said.attnShort(layer) }
      : { long: said.after(said.ffn(layer)), short: said.ffnShort(layer) };
  });
}

/** The streams at each depth [T, D], or null while one is not there or not of this text. */
export function streamsOf(
  read: (name: string) => { data: Float32Array } | undefined,
  depths: readonly Depth[],
  size: number,
): Float32Array[] | null {
  const streams = depths.flatMap(({ stream }) => read(stream)?.data ?? []);
  return streams.length === depths.length && streams.every(({ length }) => length === size) ? streams : null;
}
