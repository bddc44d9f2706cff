import { useMemo } from 'react';
import type { LensGrid } from '#math/logitLens.ts';
import { LineChart } from '#view/LineChart.tsx';
import { Part } from '#view/Part.tsx';
import { formatCount, wholeTick } from '#view/format.ts';
import type { PanelProps } from '../contract.ts';
import { pieceName } from '../pieceOf.ts';
import { columnMedians } from '../residual/measures.ts';
import type { DepthName } from './depths.ts';

type RankLineProps = Pick<PanelProps, 'text' | 'words' | 'config'> & {
  grid: LensGrid | null;
  /** The same at the step that is compared, where one is. */
  gridB: LensGrid | null;
  names: readonly DepthName[];
  position: number;
  depth: number;
  actual: number;
  /** Why there is no such token, where there is none. */
  unasked: string;
  onDepth: (depth: number) => void;
  widthPx: number;
};

const HEIGHT_PX = 150;

/** The rank of the text's token along the depth, beside the median of all positions. */
export function RankLine({
  text,
  words,
  config,
  grid,
  gridB,
  names,
  position,
  depth,
  actual,
  unasked,
  onDepth,
  widthPx,
}: RankLineProps) {
  const said = words.panels.lens;
  const series = useMemo(() => {
    if (grid === null) return null;
    const { rank, depths: N } = grid;
    return [
      { label: said.rankLine, values: rank.subarray(position * N, (position + 1) * N), role: '--pred' },
      gridB === null
        ? { label: said.rankMedian, values: columnMedians(withRank(rank, N), N), role: '--soft', dashed: true }
        : { label: said.rankB, values: gridB.rank.subarray(position * N, (position + 1) * N), role: '--soft', dashed: true },
    ];
  }, [grid, gridB, position, said]);
  const title = actual < 0 ? said.rankNone : said.rank(pieceName(text, actual));
  return (
    <Part title={title} widthPx={widthPx} note={actual < 0 ? unasked : said.rankNote}>
      {series === null ? (
        <div style={{ height: HEIGHT_PX }} />
      ) : (
        <LineChart
          series={series}
          yScale="log"
          yDomain={[1, config.d_vocab]}
          widthPx={widthPx}
          heightPx={HEIGHT_PX}
          label={title}
          xLabel={said.depth}
          xTickFormat={wholeTick}
          xFormat={(x) => `${x} · ${names[x]?.long ?? ''}`}
          yFormat={(rank) => (Number.isNaN(rank) ? '–' : formatCount(rank))}
          marker={{ x: depth }}
          onSelect={onDepth}
        />
      )}
    </Part>
  );
}

/** The rows of positions that have a token to look for. */
function withRank(rank: Float32Array, N: number): Float32Array {
  return rank.filter((_, at) => !Number.isNaN(rank[at - (at % N)] ?? Number.NaN));
}
