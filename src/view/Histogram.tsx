import { area, curveStepAfter, line } from 'd3';
import { histogram } from '#math/statistics.ts';
import { Axis } from './Axis.tsx';
import { LineChartLegend } from './LineChart.Legend.tsx';
import { extentOf, makeScale } from './LineChart.scales.ts';
import type { Numbers } from './LineChart.decimate.ts';
import './Histogram.css';

export type Sample = { label: string; values: Numbers; role: string; dashed?: boolean; note?: string };

export type HistogramProps = {
  /** Distributions over one common axis. */
  samples: readonly Sample[];
  bins?: number;
  /** A value that stands out: a vertical line. */
  marker?: number;
  widthPx: number;
  heightPx: number;
  /** What is counted, in a sentence with its main numbers. */
  label: string;
};

const MARGIN = { left: 12, right: 12, top: 6, bottom: 20 };

/** Counts of values in equal parts of a common range, one outline a sample. */
export function Histogram({ samples, bins = 24, marker, widthPx, heightPx, label }: HistogramProps) {
  const plotWidth = Math.max(20, widthPx - MARGIN.left - MARGIN.right);
  const plotHeight = Math.max(20, heightPx - MARGIN.top - MARGIN.bottom);
  const x = makeScale(
    'linear',
    extentOf(
      samples.map((sample) => sample.values),
      'linear',
    ),
    [0, plotWidth],
    true,
  );
  const [low = 0, high = 1] = x.domain();
  const counts = samples.map((sample) => histogram(sample.values, low, high, bins));
  const most = Math.max(1, ...counts.flatMap((column) => [...column]));
  const y = (count: number): number => plotHeight * (1 - count / most);
  const stepX = (_: number, bin: number): number => (plotWidth * bin) / bins;
  const outline = line<number>().x(stepX).y(y).curve(curveStepAfter);
  const under = area<number>().x(stepX).y1(y).y0(plotHeight).curve(curveStepAfter);
  return (
    <div className="histogram" style={{ width: widthPx }}>
      <LineChartLegend
        at=""
        readings={samples.map((sample) => ({
          label: sample.label,
          role: sample.role,
          dashed: sample.dashed === true,
          value: sample.note ?? '',
        }))}
      />
      <svg width={widthPx} height={heightPx} role="img" aria-label={label}>
        <g transform={`translate(${MARGIN.left},${MARGIN.top})`}>
          {low < 0 && high > 0 && <line className="histogram__zero" x1={x(0)} x2={x(0)} y2={plotHeight} />}
          {samples.map((sample, index) => {
            const steps = [...(counts[index] ?? []), counts[index]?.at(-1) ?? 0];
            return (
              <g
                key={sample.label}
                className="histogram__area"
                style={{ stroke: `var(${sample.role})`, fill: `var(${sample.role})` }}
              >
                <path d={under(steps) ?? ''} stroke="none" />
                <path d={outline(steps) ?? ''} fill="none" strokeDasharray={sample.dashed ? '4 3' : undefined} />
              </g>
            );
          })}
          {marker !== undefined && marker >= low && marker <= high && (
            <line className="histogram__marker" x1={x(marker)} x2={x(marker)} y2={plotHeight} />
          )}
          <g transform={`translate(0,${plotHeight})`}>
            <Axis scale={x} side="bottom" ticks={Math.max(2, Math.round(plotWidth / 60))} />
          </g>
        </g>
      </svg>
    </div>
  );
}
