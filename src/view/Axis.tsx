import type { ScaleContinuousNumeric } from 'd3';
import { formatTick } from './format.ts';
import './Axis.css';

/** A linear or logarithmic scale that knows its own ticks. */
export type NumberScale = ScaleContinuousNumeric<number, number>;

export type AxisProps = {
  scale: NumberScale;
  side: 'left' | 'bottom';
  /** How far the hairlines of a left axis reach across the plot; 0 draws none. */
  gridPx?: number;
  ticks?: number;
  format?: (value: number) => string;
};

/** Tick labels and hairlines, drawn inside an SVG whose origin is the plot's corner (the range's end for `bottom`). */
export function Axis({ scale, side, gridPx = 0, ticks = 4, format = formatTick }: AxisProps) {
  const values = axisTicks(scale, ticks);
  return (
    <g className="axis" aria-hidden="true">
      {values.map((value) => {
        const at = Math.round(scale(value)) + 0.5;
        return side === 'left' ? (
          <g key={value} transform={`translate(0,${at})`}>
            {gridPx > 0 && <line x2={gridPx} />}
            <text x={-6} dy="0.32em" textAnchor="end">
              {format(value)}
            </text>
          </g>
        ) : (
          <g key={value} transform={`translate(${at},0)`}>
            <line y2={4} />
            <text y={15} textAnchor="middle">
              {format(value)}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** About `wanted` round values; on a logarithmic scale powers of ten first. */
export function axisTicks(scale: NumberScale, wanted: number): number[] {
  const values = scale.ticks(wanted);
  if (values.length <= wanted + 3) return values;
  const powers = values.filter((value) => value > 0 && Number.isInteger(Math.round(1e9 * Math.log10(value)) / 1e9));
  return powers.length >= 2 ? powers : values.filter((_, index) => index % Math.ceil(values.length / wanted) === 0);
}
