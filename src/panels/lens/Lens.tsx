import { useMemo, useState } from 'react';
import { attributionNames, unembeddingNames, unembeddingOf } from '#lexicon/readings.ts';
import { askedPosition, askedTokens } from '../asked.ts';
import type { Panel, PanelProps } from '../contract.ts';
import { depthsOf } from '../residual/depth.ts';
import { Attribution } from './Attribution.tsx';
import { Candidates } from './Candidates.tsx';
import { Grid, gridWidthsPx } from './Grid.tsx';
import { RankLine } from './RankLine.tsx';
import { Rollout } from './Rollout.tsx';
import { depthNames, streamsOf } from './depths.ts';
import './lens.css';
import { useLensGrid } from './useLensGrid.ts';

const LOGITS = 'unembed.hook_out';
const NOTHING = new Float32Array(0);
const GAP_PX = 28;
/** Most of the width that the grid takes when pictures stand beside it. */
const GRID_SHARE = 0.64;
/** The least width of a column of pictures. */
const COLUMN_PX = 310;

/** The stream read by the unembedding at every depth, what adds to one logit, and attention through all layers. */
function Body(props: PanelProps) {
  const { difference, tokens, targets, config, selection, words, widthPx } = props;
  // A reading is worked out of whole models, and only then subtracted.
  const read = difference?.readA ?? props.read;
  const readB = difference?.readB;
  const said = words.panels.lens;
  const T = tokens.length;
  const masked = config.objective === 'masked';
  const depths = useMemo(() => depthsOf(config), [config]);
  const names = useMemo(() => depthNames(depths, said), [depths, said]);
  const unembedding = useMemo(() => unembeddingOf(config, read), [config, read]);
  const streams = useMemo(() => streamsOf(read, depths, T * config.d_model), [read, depths, T, config]);
  const actual = useMemo(() => askedTokens({ tokens, targets, config }), [tokens, targets, config]);
  const grid = useLensGrid(unembedding, streams, actual);
  const unembeddingB = useMemo(() => (readB ? unembeddingOf(config, readB) : null), [config, readB]);
  const streamsB = useMemo(() => (readB ? streamsOf(readB, depths, T * config.d_model) : null), [readB, depths, T, config]);
  const gridB = useLensGrid(unembeddingB, streamsB, actual);
  const [chosenDepth, setDepth] = useState<number | null>(null);
  const [picked, setPicked] = useState<number | null>(null);
  if (!unembedding || !streams || T === 0) return <p className="none">{words.view.noData}</p>;

  // Where nothing is selected: the last position of which the text says how it goes on.
  const unselected = masked ? Math.max(askedPosition(actual, null), 0) : T - 2;
  const position = Math.max(0, Math.min(selection.position ?? unselected, T - 1));
  const last = depths.length - 1;
  const depth = Math.min(chosenDepth ?? last, last);
  const { gridPx, columnPx, columns } = layoutOf(widthPx, gridWidthsPx(tokens, depths.length));
  const at = { position, depth, names, onDepth: setDepth };
  const asked = actual[position] ?? -1;
  const unasked = !masked && position === T - 1 ? said.candidatesEnd : said.candidatesNotAsked;
  // Beside a single column there is room under the grid.
  const under = columns === 1 && gridPx < widthPx;
  const shown = <Grid {...props} {...at} depths={depths} grid={grid} gridB={gridB} actual={actual} widthPx={gridPx} />;
  const logit = (
    <Attribution
      {...props}
      position={position}
      actual={asked}
      picked={picked}
      onPick={setPicked}
      widthPx={under ? gridPx : columnPx}
    />
  );
  const rollout = <Rollout {...props} position={position} widthPx={columnPx} />;
  return (
    <div className="parts lens">
      {under ? (
        <div className="lens__column" style={{ width: gridPx }}>
          {shown}
          {logit}
        </div>
      ) : (
        shown
      )}
      <div className="lens__columns" style={{ gridTemplateColumns: `repeat(${columns}, ${columnPx}px)` }}>
        <div className="lens__column">
          <Candidates
            {...props}
            {...at}
            unembedding={unembedding}
            stream={streams[depth] ?? NOTHING}
            before={unembeddingB && streamsB ? { unembedding: unembeddingB, stream: streamsB[depth] ?? NOTHING } : null}
            actual={asked}
            unasked={unasked}
            picked={picked}
            onPick={setPicked}
            widthPx={columnPx}
          />
          <RankLine {...props} {...at} grid={grid} gridB={gridB} actual={asked} unasked={unasked} widthPx={columnPx} />
          {under && rollout}
        </div>
        {!under && (
          <div className="lens__column">
            {logit}
            {columns < 3 && rollout}
          </div>
        )}
        {columns === 3 && rollout}
      </div>
    </div>
  );
}

/** The grid as wide as it makes use of, and beside or under it as many columns of pictures as have room. */
function layoutOf(widthPx: number, grid: { least: number; most: number }): { gridPx: number; columnPx: number; columns: number } {
  const wishedPx = widthPx - GAP_PX - Math.min(grid.most, Math.max(grid.least, widthPx * GRID_SHARE));
  // Rather than leave room unused the grid gives a column the width it needs, as long as none of its own goes out of sight.
  const besidePx = wishedPx < COLUMN_PX && widthPx - GAP_PX - grid.least >= COLUMN_PX ? COLUMN_PX : wishedPx;
  const roomPx = besidePx >= COLUMN_PX ? Math.floor(besidePx) : widthPx;
  const columns = Math.max(1, Math.min(3, Math.floor((roomPx + GAP_PX) / (COLUMN_PX + GAP_PX))));
  return {
    gridPx: roomPx === widthPx ? widthPx : widthPx - GAP_PX - roomPx,
    columnPx: Math.floor((roomPx - GAP_PX * (columns - 1)) / columns),
    columns,
  };
}

/** Logit lens, direct logit attribution and attention rollout: what can be read off the stream without running it again. */
export const lens = {
  id: 'lens',
  names: (config) => [
    ...unembeddingNames(config),
    ...depthsOf(config).map(({ stream }) => stream),
    LOGITS,
    ...attributionNames(config),
    ...Array.from({ length: config.n_layers }, (_, layer) => `blocks.${layer}.attn.hook_pattern`),
  ],
  differs: () => true,
  Body,
} satisfies Panel;
