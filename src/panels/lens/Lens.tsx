import { useMemo, useState } from 'react';
import { attributionNames, unembeddingNames, unembeddingOf } from '#lexicon/readings.ts';
import type { Panel, PanelProps } from '../contract.ts';
import { depthsOf } from '../residual/depth.ts';
import { Attribution } from './Attribution.tsx';
import { Candidates } from './Candidates.tsx';
import { Grid } from './Grid.tsx';
import { RankLine } from './RankLine.tsx';
import { Rollout } from './Rollout.tsx';
import { askedTokens, depthNames, streamsOf } from './depths.ts';
import './lens.css';
import { useLensGrid } from './useLensGrid.ts';

const LOGITS = 'unembed.hook_out';
/** From this width on, what belongs to one cell stands beside the grid. */
const BESIDE_PX = 820;
const GAP_PX = 28;
const SIDE_PX = { least: 300, share: 0.36 };

/** The stream read by the unembedding at every depth, what adds to one logit, and attention through all layers. */
function Body(props: PanelProps) {
  const { read, tokens, config, selection, words, widthPx } = props;
  const said = words.panels.lens;
  const T = tokens.length;
  const masked = config.objective === 'masked';
  const depths = useMemo(() => depthsOf(config), [config]);
  const names = useMemo(() => depthNames(depths, said), [depths, said]);
  const unembedding = useMemo(() => unembeddingOf(config, read), [config, read]);
  const streams = useMemo(() => streamsOf(read, depths, T * config.d_model), [read, depths, T, config]);
  const actual = useMemo(
    () =>
      askedTokens(
        tokens.map(({ id }) => id),
        masked,
      ),
    [tokens, masked],
  );
  const grid = useLensGrid(unembedding, streams, actual);
  const [chosenDepth, setDepth] = useState<number | null>(null);
  const [picked, setPicked] = useState<number | null>(null);
  if (!unembedding || !streams || T === 0) return <p className="none">{words.view.noData}</p>;

  // Where nothing is selected: the last position of which the text says how it goes on.
  const position = Math.max(0, Math.min(selection.position ?? (masked ? T - 1 : T - 2), T - 1));
  const last = depths.length - 1;
  const depth = Math.min(chosenDepth ?? last, last);
  const beside = widthPx >= BESIDE_PX;
  const sidePx = beside ? Math.max(SIDE_PX.least, Math.floor((widthPx - GAP_PX) * SIDE_PX.share)) : widthPx;
  const mainPx = beside ? widthPx - GAP_PX - sidePx : widthPx;
  const at = { position, depth, names, onDepth: setDepth };
  return (
    <div className="parts lens">
      <Grid {...props} {...at} depths={depths} grid={grid} actual={actual} widthPx={mainPx} />
      <div className="lens__column" style={{ width: sidePx }}>
        <Candidates
          {...props}
          {...at}
          unembedding={unembedding}
          stream={streams[depth] ?? new Float32Array(0)}
          actual={actual[position] ?? -1}
          picked={picked}
          onPick={setPicked}
          widthPx={sidePx}
        />
        <RankLine {...props} {...at} grid={grid} actual={actual[position] ?? -1} widthPx={sidePx} />
      </div>
      <Attribution
        {...props}
        position={position}
        actual={actual[position] ?? -1}
        picked={picked}
        onPick={setPicked}
        widthPx={mainPx}
      />
      <Rollout {...props} position={position} widthPx={sidePx} />
    </div>
  );
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
  Body,
} satisfies Panel;
