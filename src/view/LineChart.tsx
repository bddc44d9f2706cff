import { useMemo, useState } from 'react';
import type { MouseEvent } from 'react';
import { Axis, leftAxisPx } from './Axis.tsx';
import { LineChartLegend } from './LineChart.Legend.tsx';
import { decimate, nearestIndex } from './LineChart.decimate.ts';
import type { Numbers } from './LineChart.decimate.ts';
import { dotsPath, linePath } from './LineChart.path.ts';
import { besideLabelYs, extentOf, guideLabelYs, makeScale } from './LineChart.scales.ts';
import type { Domain, ScaleKind } from './LineChart.scales.ts';
import { formatNumber, formatTick } from './format.ts';
import { onRovingKey } from './rovingKeys.ts';
import './LineChart.css';

export type Series = {
  label: string;
  values: Numbers;
  /** Ascending, as long as `values`; the index otherwise. */
  x?: Numbers;
  /** Colour, a theme variable such as `--q`. */
  role: string;
  dashed?: boolean;
  /** Dots instead of a line. */
  dots?: boolean;
};
export type Guide = { value: number; label: string };
export type Marker = { x: number; label?: string };

export type LineChartProps = {
  series: readonly Series[];
  /** Horizontal lines with a name. */
  guides?: readonly Guide[];
  /** Room at the right of the plot where their names stand, so that no curve runs through them; within the plot otherwise. */
  guidesPx?: number;
  /** A vertical line that stays, such as the playhead. */
  marker?: Marker | null;
  xScale?: ScaleKind;
  yScale?: ScaleKind;
  xDomain?: Domain;
  yDomain?: Domain;
  widthPx: number;
  /** Height of the plot with its axes; the legend comes on top. */
  heightPx: number;
  /** What the chart shows, for those who hear it. */
  label: string;
  /** What x counts: stands before the number in the readout. */
  xLabel: string;
  xFormat?: (x: number) => string;
  xTickFormat?: (x: number) => string;
  yFormat?: (y: number) => string;
  /** The x under the pointer or under the arrow keys, always one that a series has; null when it is left. */
  onHover?: (x: number | null) => void;
  onSelect?: (x: number) => void;
  legend?: boolean;
};

/** `left`: at least; long tick labels take more. */
const MARGIN = { top: 8, right: 10, bottom: 20, left: 42 };
/** Between the plot and the names of guides that stand beside it. */
const BESIDE_PX = 10;

/** `x` of a series as given, or its positions. */
export function seriesX(series: Series): Numbers {
  return series.x ?? Float64Array.from({ length: series.values.length }, (_, index) => index);
}

function PlotLine({ d, series }: { d: string; series: Series }) {
  return (
    <path
      className={series.dots ? 'line-chart__line line-chart__line--dots' : 'line-chart__line'}
      d={d}
      style={{ stroke: `var(${series.role})` }}
      strokeDasharray={series.dashed ? '4 3' : undefined}
    />
  );
}

/**
 * Curves over a common x with axes, guide lines and a cross-hair. The plot is a slider over x: arrow keys move the
 * cross-hair, Enter selects, Escape frees. Thousands of points are thinned to what the pixels show, extremes kept.
 */
export function LineChart(props: LineChartProps) {
  const { series, guides = [], marker = null, xScale = 'linear', yScale = 'linear', widthPx, heightPx, label, xLabel } = props;
  const { xDomain, yDomain, xFormat = formatNumber, xTickFormat = formatTick, yFormat = formatNumber, onHover, onSelect } = props;
  const [cross, setCross] = useState<number | null>(null);
  const beside = props.guidesPx !== undefined;
  const plotHeight = Math.max(20, heightPx - MARGIN.top - MARGIN.bottom);
  const yTicks = Math.max(2, Math.round(plotHeight / 36));
  const xs = useMemo(() => series.map(seriesX), [series]);
  const [xLow, xHigh] = xDomain ?? extentOf(xs, xScale) ?? [0, 1];
  const guideValues = guides.map((guide) => guide.value);
  const [yLow, yHigh] = yDomain ?? extentOf([...series.map((one) => one.values), guideValues], yScale) ?? [0, 1];
  const y = useMemo(
    () => makeScale(yScale, [yLow, yHigh], [plotHeight, 0], yDomain === undefined),
    [yScale, yLow, yHigh, plotHeight, yDomain],
  );
  const leftPx = Math.max(MARGIN.left, leftAxisPx(y, yTicks));
  const plotWidth = Math.max(20, widthPx - leftPx - (props.guidesPx ?? MARGIN.right));
  const x = useMemo(() => makeScale(xScale, [xLow, xHigh], [0, plotWidth], false), [xScale, xLow, xHigh, plotWidth]);
  const paths = useMemo(
    () =>
      series.map((one, at) => {
        const xOf = xs[at] ?? [];
        const placed = (index: number): boolean => {
          const value = one.values[index] ?? Number.NaN;
          return Number.isFinite(value) && (yScale === 'linear' || value > 0);
        };
        const tenths = (px: number): number => Math.round(px * 10) / 10;
        const places = decimate(xOf, one.values, plotWidth).map((index) =>
          placed(index) ? `${tenths(x(xOf[index] ?? 0))},${tenths(y(one.values[index] ?? 0))}` : null,
        );
        return one.dots ? dotsPath(places) : linePath(places);
      }),
    [series, xs, x, y, yScale, plotWidth],
  );
  // The longest series is what the arrow keys walk along, in strides of one pixel at least.
  const track = xs.reduce<Numbers>((longest, column) => (column.length > longest.length ? column : longest), []);
  const stride = Math.max(1, Math.round(track.length / plotWidth));
  const move = (next: number | null): void => {
    setCross(next);
    onHover?.(next);
  };
  const xAt = (event: MouseEvent): number | null => {
    const left = event.currentTarget.getBoundingClientRect().left + leftPx;
    return track[nearestIndex(track, x.invert(event.clientX - left))] ?? null;
  };
  const shown = cross ?? marker?.x ?? null;
  const at = shown ?? track[track.length - 1] ?? null;
  const guideYs = guides.map((guide) => y(guide.value));
  const labelYs = beside ? besideLabelYs(guideYs, plotHeight) : guideLabelYs(guideYs);
  const readings = series.map((one, index) => {
    const column = xs[index] ?? [];
    const value = at === null ? undefined : one.values[nearestIndex(column, at)];
    return { label: one.label, role: one.role, dashed: one.dashed === true, value: value === undefined ? '' : yFormat(value) };
  });
  const sentence =
    at === null ? label : [`${xLabel} ${xFormat(at)}`, ...readings.map((one) => `${one.label} ${one.value}`)].join(', ');
  return (
    <div className="line-chart" style={{ width: widthPx }}>
      {props.legend !== false && <LineChartLegend readings={readings} at={at === null ? '' : `${xLabel} ${xFormat(at)}`} />}
      <svg
        className="line-chart__plot"
        width={widthPx}
        height={heightPx}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input cannot hold a drawing
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={xLow}
        aria-valuemax={xHigh}
        aria-valuenow={at ?? xLow}
        aria-valuetext={sentence}
        onPointerMove={(event) => event.pointerType !== 'touch' && move(xAt(event))}
        onPointerLeave={() => move(null)}
        onBlur={() => cross !== null && move(null)}
        onClick={(event) => {
          const chosen = xAt(event);
          if (chosen === null) return;
          if (onSelect) onSelect(chosen);
          else move(chosen);
        }}
        onKeyDown={(event) =>
          onRovingKey(event, {
            count: Math.ceil(track.length / stride),
            focus: shown === null ? null : Math.round(nearestIndex(track, shown) / stride),
            onHover: (index) => move(index === null ? null : (track[Math.min(track.length - 1, index * stride)] ?? null)),
            onSelect: () => shown !== null && onSelect?.(shown),
          })
        }
      >
        <g transform={`translate(${leftPx},${MARGIN.top})`}>
          <Axis scale={y} side="left" gridPx={plotWidth} ticks={yTicks} />
          <g transform={`translate(0,${plotHeight})`}>
            <Axis scale={x} side="bottom" ticks={Math.max(2, Math.round(plotWidth / 90))} format={xTickFormat} />
          </g>
          {guides.map((guide) => {
            const at = Math.round(y(guide.value)) + 0.5;
            return <line key={guide.label} className="line-chart__guide" x2={plotWidth} y1={at} y2={at} />;
          })}
          {paths.map((d, index) => {
            const one = series[index];
            return one === undefined ? null : <PlotLine key={one.label} d={d} series={one} />;
          })}
          {guides.map((guide, index) => (
            <text
              key={guide.label}
              className="line-chart__guide-label"
              x={beside ? plotWidth + BESIDE_PX : plotWidth - 4}
              y={labelYs[index]}
              textAnchor={beside ? 'start' : 'end'}
            >
              {guide.label} {yFormat(guide.value)}
            </text>
          ))}
          {marker !== null && marker.x >= xLow && marker.x <= xHigh && (
            <g transform={`translate(${x(marker.x)},0)`}>
              <line className="line-chart__marker" y2={plotHeight} />
              {marker.label !== undefined && (
                <text
                  className="line-chart__guide-label"
                  {...(x(marker.x) > plotWidth * 0.7 ? { x: -4, textAnchor: 'end' as const } : { x: 4 })}
                  y={plotHeight - 4}
                >
                  {marker.label}
                </text>
              )}
            </g>
          )}
          {cross !== null && <line className="line-chart__cross" x1={x(cross)} x2={x(cross)} y2={plotHeight} />}
        </g>
      </svg>
    </div>
  );
}
