import { useMemo } from 'react';
import { LineChart } from '#view/LineChart.tsx';
import { Part } from '#view/Part.tsx';
import { axisSizePx } from '#view/TokenAxis.tsx';
import { wholeTick } from '#view/format.ts';
import type { Panel, PanelProps } from '../contract.ts';
import { tokenName } from '../tokenName.ts';
import { Additions } from './Additions.tsx';
import { LengthMap, mapWidthPx } from './LengthMap.tsx';
import './Residual.css';
import { Strips } from './Strips.tsx';
import { depthsOf, flowOf } from './depth.ts';
import { columnMedians, lengthsOf } from './measures.ts';

/** From this width on the pictures of one token stand beside the map of all. */
const BESIDE_PX = 820;
const GAP_PX = 28;
const MAP_SHARE = 0.45;
/** From so many layers on the strips stand under the map, where the lists of parts beside it are longer than it. */
const MANY_LAYERS = 5;

function Body(props: PanelProps) {
  const { read, difference, version, tokens, config, selection, words, widthPx } = props;
  const said = words.panels.residual;
  const T = tokens.length;
  const D = config.d_model;
  const depths = useMemo(() => depthsOf(config), [config]);
  const partNames = useMemo(
    () =>
      depths.map(({ part }) =>
        part === null ? said.start : part.kind === 'attn' ? said.attn(part.layer + 1) : said.ffn(part.layer + 1),
      ),
    [depths, said],
  );
  const names = useMemo(
    () => depths.map(({ part }, at) => (part === null ? said.start : said.after(partNames[at] ?? ''))),
    [depths, partNames, said],
  );
  const flow = useMemo(() => {
    void version;
    return flowOf(read, depths, T * D);
  }, [read, version, depths, T, D]);
  // Lengths and angles are subtracted; they are not those of a difference.
  const flowA = useMemo(() => (difference ? flowOf(difference.readA, depths, T * D) : flow), [difference, flow, depths, T, D]);
  const flowB = useMemo(() => difference && flowOf(difference.readB, depths, T * D), [difference, depths, T, D]);
  const lengths = useMemo(() => {
    if (flowA === null) return null;
    const less = flowB && lengthsOf(flowB, T, D);
    return lengthsOf(flowA, T, D).map((length, at) => length - (less?.[at] ?? 0));
  }, [flowA, flowB, T, D]);
  if (flow === null || flowA === null || lengths === null || T === 0) return <p className="none">{words.view.noData}</p>;
  const position = Math.max(0, Math.min(selection.position ?? T - 1, T - 1));
  const beside = widthPx >= BESIDE_PX;
  const mapPx = beside
    ? Math.min(Math.floor((widthPx - GAP_PX) * MAP_SHARE), mapWidthPx(axisSizePx(tokens, 26, 76), depths.length))
    : widthPx;
  const columnPx = beside ? widthPx - GAP_PX - mapPx : widthPx;
  const stripsLeft = beside && config.n_layers >= MANY_LAYERS;
  const strips = (
    <Strips
      {...props}
      flow={flow}
      names={names}
      partNames={partNames}
      position={position}
      widthPx={stripsLeft ? mapPx : columnPx}
    />
  );
  return (
    <div className="parts residual">
      <div className="residual__column" style={{ width: mapPx }}>
        <LengthMap {...props} lengths={lengths} depths={depths} names={names} position={position} widthPx={mapPx} />
        {stripsLeft && strips}
      </div>
      <div className="residual__column" style={{ width: columnPx }}>
        <Along {...props} lengths={lengths} names={names} position={position} columnPx={columnPx} />
        <Additions {...props} flow={flowA} before={flowB} partNames={partNames} position={position} columnPx={columnPx} />
        {!stripsLeft && strips}
      </div>
    </div>
  );
}

type AlongProps = PanelProps & { lengths: Float32Array; names: readonly string[]; position: number; columnPx: number };

/** ‖x‖ of one token along the depth, beside the median of all tokens. */
function Along({ tokens, words, lengths, names, position, columnPx }: AlongProps) {
  const said = words.panels.residual;
  const count = names.length;
  const series = useMemo(
    () => [
      { label: said.stream, values: lengths.subarray(position * count, (position + 1) * count), role: '--pred' },
      { label: said.median, values: columnMedians(lengths, count), role: '--soft', dashed: true },
    ],
    [lengths, position, count, said],
  );
  const title = said.along(position, tokenName(tokens, position));
  return (
    <Part title={title} widthPx={columnPx}>
      <LineChart
        series={series}
        widthPx={columnPx}
        heightPx={150}
        label={title}
        xTickFormat={wholeTick}
        xLabel={said.depth}
        xFormat={(x) => `${x} · ${names[x] ?? ''}`}
      />
    </Part>
  );
}

/** Residual stream: its length along the depth for every token, what each part adds, and one token's vector at every depth. */
export const residual = {
  id: 'residual',
  names: (config) => depthsOf(config).flatMap(({ stream, added }) => (added === null ? [stream] : [stream, added])),
  differs: () => true,
  Body,
} satisfies Panel;
