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

/** Between a tick label and its axis; how far a label may reach beyond the ends of a bottom axis. */
const LABEL_PX = { gap: 6, spill: 9 };
/** A character of 11 px in tabular figures, at most. */
const CHARACTER_PX = 7;

/** Room that the tick labels of a left axis need. */
export function leftAxisPx(scale: NumberScale, ticks: number, format = formatTick): number {
  return LABEL_PX.gap + CHARACTER_PX * Math.max(0, ...axisTicks(scale, ticks).map((value) => format(value).length));
}

/** Tick labels and hairlines, drawn inside an SVG whose origin is the plot's corner (the range's end for `bottom`). */
export function Axis({ scale, side, gridPx = 0, ticks = 4, format = formatTick }: AxisProps) {
  const values = axisTicks(scale, ticks);
  const [from = 0, to = 0] = scale.range();
  /** How far a label moves from under its tick so that it stays in the picture. */
  const shift = (at: number, label: string): number => {
    const half = (CHARACTER_PX * label.length) / 2 - LABEL_PX.spill;
    return Math.round(Math.min(Math.max(at, from + half), to - half) - at);
  };
  return (
    <g className="axis" aria-hidden="true">
      {values.map((value) => {
        const at = Math.round(scale(value)) + 0.5;
        return side === 'left' ? (
          <g key={value} transform={`translate(0,${at})`}>
            {gridPx > 0 && <line x2={gridPx} />}
            <text x={-LABEL_PX.gap} dy="0.32em" textAnchor="end">
              {format(value)}
            </text>
          </g>
        ) : (
          <g key={value} transform={`translate(${at},0)`}>
            <line y2={4} />
            <text x={shift(at, format(value))} y={15} textAnchor="middle">
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
