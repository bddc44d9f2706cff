import { useMemo, useState } from 'react';
import { ACTIVATIONS } from '#math/activations.ts';
import { rowOf } from '#math/statistics.ts';
import { Segments } from '#view/Choice.tsx';
import { LineChart } from '#view/LineChart.tsx';
import type { Series } from '#view/LineChart.tsx';
import { Part } from '#view/Part.tsx';
import type { PanelProps } from '../contract.ts';
import { tokenName } from '../tokenName.ts';
import { neuronOf } from './neurons.ts';
import type { Layer } from './neurons.ts';

type ActivationCurveProps = Pick<PanelProps, 'tokens' | 'config' | 'words'> & {
  layer: Layer;
  position: number;
  neuron: number;
  widthPx: number;
};

const CURVE_POINTS = 121;
/** At least this far to both sides of 0, so that the bend is in the picture. */
const LEAST_REACH = 3;

/** The activation function, with the pairs (in, out) of one token's neurons or of one neuron's tokens on it. */
export function ActivationCurve({ tokens, config, words, layer, position, neuron, widthPx }: ActivationCurveProps) {
  const said = words.panels.ffn;
  const [of, setOf] = useState<'token' | 'neuron'>('token');
  const { T, F, pre, post } = layer;
  const name = tokenName(tokens, position);
  const points = useMemo(
    () =>
      of === 'token'
        ? pairs(rowOf(pre, position, F), rowOf(post, position, F))
        : pairs(neuronOf(pre, neuron, T, F), neuronOf(post, neuron, T, F)),
    [of, pre, post, T, F, position, neuron],
  );
  const pointsLabel = of === 'token' ? said.pointsToken(position, name, F) : said.pointsNeuron(neuron, T);
  const series = useMemo((): Series[] => {
    const low = Math.min(-LEAST_REACH, points.x[0] ?? 0);
    const high = Math.max(LEAST_REACH, points.x.at(-1) ?? 0);
    const x = Float64Array.from({ length: CURVE_POINTS }, (_, i) => low + ((high - low) * i) / (CURVE_POINTS - 1));
    return [
      { label: said.curve, x, values: Float64Array.from(x, ACTIVATIONS[config.act_fn]), role: '--soft' },
      { label: pointsLabel, x: points.x, values: points.y, role: '--ffn', dots: true },
    ];
  }, [points, config.act_fn, said.curve, pointsLabel]);
  const here = pre[position * F + neuron];
  return (
    <Part
      title={said.curveTitle(config.act_fn)}
      widthPx={widthPx}
      note={said.curveNote}
      aside={
        <Segments
          label={said.curveOf}
          options={[
            { value: 'token', name: said.curveToken },
            { value: 'neuron', name: said.curveNeuron },
          ]}
          value={of}
          onChange={setOf}
        />
      }
    >
      <LineChart
        series={series}
        marker={here === undefined ? null : { x: here, label: said.neuron(neuron) }}
        widthPx={widthPx}
        heightPx={190}
        label={said.curveLabel(config.act_fn, pointsLabel)}
        xLabel={said.before}
      />
    </Part>
  );
}

/** Pairs ordered by x. */
function pairs(x: Float32Array, y: Float32Array): { x: Float32Array; y: Float32Array } {
  const order = Array.from(x.keys()).sort((a, b) => (x[a] ?? 0) - (x[b] ?? 0));
  return { x: Float32Array.from(order, (i) => x[i] ?? 0), y: Float32Array.from(order, (i) => y[i] ?? 0) };
}
