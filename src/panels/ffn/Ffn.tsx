import { useMemo, useState } from 'react';
import { largest, rowOf } from '#math/statistics.ts';
import { Segments } from '#view/Choice.tsx';
import { Legend } from '#view/Legend.tsx';
import { Part } from '#view/Part.tsx';
import { axisSizePx } from '#view/TokenAxis.tsx';
import { formatCount, formatNumber } from '#view/format.ts';
import { useAutoScale } from '#view/scale.ts';
import type { Panel, PanelProps } from '../contract.ts';
import { ActivationCurve } from './ActivationCurve.tsx';
import './Ffn.css';
import { NeuronCard } from './NeuronCard.tsx';
import { NeuronMatrix } from './NeuronMatrix.tsx';
import { StrongestNeurons, StrongestTokens } from './Strongest.tsx';
import { activityOf, layerOf, postName, preName } from './neurons.ts';
import type { Layer } from './neurons.ts';

const NOTHING = new Float32Array(0);
const ZOOM_PX = { fit: 0, near: 5, close: 14 } as const;
type Zoom = keyof typeof ZOOM_PX;
const GAP_PX = 28;

function Body(props: PanelProps) {
  const { read, tokens, config, selection, select, words, widthPx } = props;
  const said = words.panels.ffn;
  const T = tokens.length;
  const layerIndex = Math.min(selection.layer, config.n_layers - 1);
  const [shows, setShows] = useState<'pre' | 'post'>('post');
  const [zoom, setZoom] = useState<Zoom>('fit');
  const [preArray, postArray] = [read(preName(layerIndex)), read(postName(layerIndex))];
  const layer = useMemo(() => layerOf(preArray, postArray, T), [preArray, postArray, T]);
  const scale = useAutoScale('diverging', (shows === 'pre' ? layer?.pre : layer?.post) ?? NOTHING);
  const position = Math.max(0, Math.min(selection.position ?? T - 1, T - 1));
  const F = layer?.F ?? config.d_mlp;
  const axisPx = axisSizePx(tokens, 26, 76);
  const fitPx = (widthPx - axisPx) / F;
  const cellPx = Math.max(fitPx, ZOOM_PX[zoom]);
  return (
    <div className="parts ffn">
      <Part
        title={said.matrixTitle(layerIndex + 1)}
        widthPx={widthPx}
        note={
          <>
            {said.matrixNote} {cellPx < 0.9 && `${said.squeezed(formatNumber(1 / cellPx))} `}
            <code>{shows === 'pre' ? preName(layerIndex) : postName(layerIndex)}</code>
          </>
        }
        aside={
          <>
            {config.n_layers > 1 && (
              <Segments
                label={said.layers}
                options={Array.from({ length: config.n_layers }, (_, l) => ({ value: String(l), name: said.layer(l + 1) }))}
                value={String(layerIndex)}
                onChange={(value) => select({ layer: Number(value) })}
              />
            )}
            <Segments
              label={said.view}
              options={[
                { value: 'pre', name: said.pre },
                { value: 'post', name: said.post },
              ]}
              value={shows}
              onChange={setShows}
            />
            <Segments
              label={said.zoom}
              options={(['fit', 'near', 'close'] as const).map((value) => ({ value, name: said.zooms[value] }))}
              value={zoom}
              onChange={setZoom}
            />
            <Legend scale={scale} words={words} />
          </>
        }
      >
        {layer === null || T === 0 ? (
          <p className="none">{words.view.noData}</p>
        ) : (
          <NeuronMatrix
            {...props}
            layer={layer}
            layerIndex={layerIndex}
            shows={shows}
            scale={scale}
            position={position}
            neuron={selection.neuron !== null && selection.neuron < F ? selection.neuron : null}
            cellPx={cellPx}
            axisPx={axisPx}
          />
        )}
      </Part>
      {layer !== null && T > 0 && props.difference === null && (
        <Details {...props} layer={layer} layerIndex={layerIndex} position={position} />
      )}
    </div>
  );
}

/** The pictures of one token and one neuron; the strongest neuron at the token where none is selected. */
function Details(props: PanelProps & { layer: Layer; layerIndex: number; position: number }) {
  const { layer, position, selection, words, widthPx } = props;
  const { F, post } = layer;
  const strongest = useMemo(() => largest(rowOf(post, position, F), 1)[0] ?? 0, [post, position, F]);
  const neuron = selection.neuron !== null && selection.neuron < F ? selection.neuron : strongest;
  const columns = widthPx >= 1000 ? 3 : widthPx >= 620 ? 2 : 1;
  const columnPx = Math.floor((widthPx - GAP_PX * (columns - 1)) / columns);
  return (
    <>
      <ActivationCurve {...props} neuron={neuron} widthPx={columnPx} />
      <div className="ffn__column" style={{ width: columnPx }}>
        <StrongestNeurons {...props} neuron={neuron} widthPx={columnPx} />
        <ActivityNote layer={layer} words={words} />
      </div>
      <StrongestTokens {...props} neuron={neuron} widthPx={columnPx} />
      <NeuronCard {...props} neuron={neuron} chartPx={columnPx} listPx={columns === 3 ? widthPx - columnPx - GAP_PX : widthPx} />
    </>
  );
}

function ActivityNote({ layer, words }: { layer: Layer; words: PanelProps['words'] }) {
  const said = words.panels.ffn;
  const { T, F, pre } = layer;
  const activity = useMemo(() => activityOf(pre, T, F), [pre, T, F]);
  const all = formatCount(F);
  return (
    <Part title={said.stats} note={said.deadNote}>
      <dl className="activity">
        <dt>{said.dead}</dt>
        <dd>{said.ofAll(formatCount(activity.dead), all)}</dd>
        <dt>{said.always}</dt>
        <dd>{said.ofAll(formatCount(activity.always), all)}</dd>
        <dt>{said.active}</dt>
        <dd>{said.ofAll(formatCount(activity.onPerToken), all)}</dd>
      </dl>
    </Part>
  );
}

/** Feed-forward: every neuron of a layer at every token, the activation function with real pairs on it, and what excites a neuron. */
export const ffn = {
  id: 'ffn',
  names: (config) => Array.from({ length: config.n_layers }, (_, layer) => [preName(layer), postName(layer)]).flat(),
  differs: () => true,
  Body,
} satisfies Panel;
