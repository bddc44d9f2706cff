import { useMemo } from 'react';
import { logitLensInSlices } from '#math/logitLens.ts';
import type { LensGrid, LensInput, Unembedding } from '#math/logitLens.ts';
import { useFollowed } from '../follow.ts';
import type { Sliced } from '../follow.ts';

/** Starts the grid on copies: the frame's buffer may go home before the last cell is read. */
function begin({ unembedding, streams, actual }: LensInput): Sliced<LensGrid> {
  const { rows, norm } = unembedding;
  const wanted = actual.length * unembedding.D;
  if (rows.length === 0 || streams.some(({ length }) => length !== wanted)) return null;
  return logitLensInSlices({
    unembedding: {
      ...unembedding,
      rows: rows.slice(),
      norm: norm && { ...norm, gain: norm.gain.slice(), bias: norm.bias && norm.bias.slice() },
    },
    streams: streams.map((stream) => stream.slice()),
    actual,
  });
}

/** The grid of the logit lens for the newest frame, following without holding the page up; null before the first. */
export function useLensGrid(
  unembedding: Unembedding | null,
  streams: readonly Float32Array[] | null,
  actual: Int32Array,
): LensGrid | null {
  const input = useMemo(() => (unembedding && streams ? { unembedding, streams, actual } : null), [unembedding, streams, actual]);
  const grid = useFollowed(begin, input);
  return grid?.T === actual.length && grid.depths === streams?.length ? grid : null;
}
