import type { RunConfig } from '#lexicon/config.ts';
import { graph, shapeOf } from '#lexicon/graph.ts';
import { dropoutMask, streamKey } from '#math/random.ts';

/** A place of the model where dropout strikes: the row whose values it falls on, and its number in the stream's name. */
export type Site = { name: string; site: number; layer: number | null; axes: string };

/** The places where dropout strikes, in the order of the forward pass. */
export function sitesOf(config: RunConfig): Site[] {
  return graph(config).flatMap(({ name, dropout, layer, axes }) =>
    dropout === undefined ? [] : [{ name, site: dropout, layer, axes }],
  );
}

/** One training step's masks: which they are depends on seed, step, place and element alone. */
export type MaskOf = { site: Site; step: number; sequence: number; /** Tokens of a sequence. */ T: number };

/** The mask that fell on one sequence at one place, row-major with its shape: 0 where a value was dropped, else 1/(1 − p). */
export function maskOf(config: RunConfig, { site, step, sequence, T }: MaskOf): { shape: number[]; data: Float32Array } {
  const shape = [...shapeOf(site.axes, config, T)];
  const size = shape.reduce((product, length) => product * length, 1);
  const key = streamKey(config.seed, 'dropout', step, site.site);
  return { shape, data: dropoutMask(key, config.dropout, sequence * size, size) };
}
