import { memo, useMemo } from 'react';
import type { NamedArray } from '#lexicon/array.ts';
import type { ElementRef } from '#lexicon/expression.ts';
import { formatCount, formatNumber, wholeTick } from '#view/format.ts';
import { Histogram } from '#view/Histogram.tsx';
import { LineChart } from '#view/LineChart.tsx';
import { arrayName, codeOf } from './naming.ts';
import { roleOf } from './roles.ts';
import type { SheetWords } from './words.ts';

/** An element at the kept steps, ascending; `wanted` is how many of them are going to be read. */
export type Trace = { steps: Float64Array; values: Float32Array; wanted: number };

type StatisticsProps = {
  cell: ElementRef;
  array: NamedArray;
  value: number;
  trace: Trace;
  /** The step of the frame that is shown. */
  step: number;
  words: SheetWords;
  widthPx: number;
};

/** How many finite numbers are larger, and how many there are: a value's rank among all of its array. */
export function rankOf(data: Float32Array, value: number): { rank: number; count: number; low: number; high: number } {
  let [larger, count, low, high] = [0, 0, Infinity, -Infinity];
  for (const each of data) {
    if (!Number.isFinite(each)) continue;
    count++;
    if (each > value) larger++;
    if (each < low) low = each;
    if (each > high) high = each;
  }
  return { rank: larger + 1, count, low, high };
}

/** Where a number stands among all of its array, and how it came to be what it is over the training. */
export const Statistics = memo(function Statistics({ cell, array, value, trace, step, words, widthPx }: StatisticsProps) {
  const said = words.worksheet.statistics;
  const name = arrayName(words, cell.name);
  const role = roleOf(cell.name);
  const { rank, count, low, high } = useMemo(() => rankOf(array.data, value), [array, value]);
  const samples = useMemo(() => [{ label: name, values: array.data, role }], [name, array, role]);
  const series = useMemo(() => {
    // The frame that is shown knows best; what was read of its step before may be older than a hand's change.
    const others = Array.from(trace.steps.keys()).filter((i) => trace.steps[i] !== step);
    const points = [...others.map((i): [number, number] => [trace.steps[i] ?? 0, trace.values[i] ?? 0]), [step, value] as const];
    points.sort(([a], [b]) => a - b);
    return [
      { label: said.this, x: Float64Array.from(points, ([x]) => x), values: Float32Array.from(points, ([, y]) => y), role },
    ];
  }, [said.this, trace, step, value, role]);
  const all = formatCount(count);
  return (
    <>
      {Number.isFinite(value) && count > 1 && (
        <section>
          <h3 className="worksheet__title">{said.title}</h3>
          <p className="worksheet__note">
            {said.rank(formatCount(rank), all)}
            {words.shell.comma}
            {said.range(formatNumber(low), formatNumber(high))}
          </p>
          <Histogram
            samples={samples}
            marker={value}
            bins={31}
            widthPx={widthPx}
            heightPx={76}
            label={`${said.distribution(name)}: ${said.rank(formatCount(rank), all)}`}
          />
        </section>
      )}
      <section>
        <h3 className="worksheet__title">{said.trace}</h3>
        {trace.steps.length > 1 ? (
          <LineChart
            series={series}
            marker={{ x: step }}
            widthPx={widthPx}
            heightPx={120}
            label={said.traceLabel(codeOf(cell))}
            xLabel={said.step}
            xFormat={formatCount}
            xTickFormat={wholeTick}
          />
        ) : (
          <p className="worksheet__note">{said.noTrace}</p>
        )}
        {trace.steps.length < trace.wanted && (
          <p className="worksheet__note">{said.reading(formatCount(trace.steps.length), formatCount(trace.wanted))}</p>
        )}
      </section>
    </>
  );
});
