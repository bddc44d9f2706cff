import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { formatCount, wholeTick } from '#view/format.ts';
import { LineChart } from '#view/LineChart.tsx';
import { nearestIndex } from '#view/LineChart.decimate.ts';
import type { SheetWords } from './words.ts';

/**
 * A number at the kept steps, ascending, with its rank (1: the largest) and the deciles of its like; `wanted` is at how
 * many steps it is going to be read.
 */
export type Trace = {
  steps: Float64Array;
  values: Float32Array;
  ranks: Float32Array;
  low: Float32Array;
  median: Float32Array;
  high: Float32Array;
  wanted: number;
};

type TraceChartProps = {
  trace: Trace;
  /** The step of the frame that is shown, and the number there, where it is known. */
  now: { step: number; value: number | null };
  role: string;
  label: string;
  words: Pick<SheetWords, 'worksheet'>;
  widthPx: number;
  /** Beside the title. */
  aside?: ReactNode;
  /** Goes to a kept step. */
  onSelect?: (step: number) => void;
};

/** A number's way through the training, between the tenth, half and nine tenths of its like, with the playhead on it. */
export function TraceChart({ trace, now, role, label, words, widthPx, aside, onSelect }: TraceChartProps) {
  const said = words.worksheet.statistics;
  const [pointed, setPointed] = useState<number | null>(null);
  const { steps, ranks } = trace;
  const { step, value } = now;
  const series = useMemo(() => {
    // The frame that is shown knows best; what was read of its step before may be older than a hand's change.
    const others = Array.from(trace.steps.keys()).filter((i) => value === null || trace.steps[i] !== step);
    const points = others.map((i): [number, number] => [trace.steps[i] ?? 0, trace.values[i] ?? 0]);
    if (value !== null && Number.isFinite(value)) points.push([step, value]);
    points.sort(([a], [b]) => a - b);
    const like = (name: string, values: Float32Array) => ({ label: name, x: trace.steps, values, role: '--resid', dashed: true });
    return [
      { label: said.this, x: Float64Array.from(points, ([x]) => x), values: Float32Array.from(points, ([, y]) => y), role },
      like(said.high, trace.high),
      like(said.median, trace.median),
      like(said.low, trace.low),
    ];
  }, [said, trace, step, value, role]);
  const rank = ranks[nearestIndex(steps, pointed ?? step)];
  return (
    <section className="worksheet__trace">
      <div className="worksheet__row">
        <h3 className="worksheet__title">{said.trace}</h3>
        {aside}
      </div>
      {steps.length > 1 ? (
        <LineChart
          series={series}
          marker={{ x: step }}
          widthPx={widthPx}
          heightPx={120}
          label={label}
          xLabel={said.step}
          xFormat={formatCount}
          xTickFormat={wholeTick}
          onHover={setPointed}
          {...(onSelect ? { onSelect } : {})}
        />
      ) : (
        <p className="worksheet__note">{said.noTrace}</p>
      )}
      {steps.length > 1 && rank !== undefined && <p className="worksheet__note">{said.ranked(formatCount(rank))}</p>}
      {steps.length < trace.wanted && (
        <p className="worksheet__note">{said.reading(formatCount(steps.length), formatCount(trace.wanted))}</p>
      )}
    </section>
  );
}
