import { memo, useMemo } from 'react';
import type { NamedArray } from '#lexicon/array.ts';
import type { ElementRef } from '#lexicon/expression.ts';
import { formatCount, formatNumber } from '#view/format.ts';
import { Histogram } from '#view/Histogram.tsx';
import { arrayName, codeOf } from './naming.ts';
import { roleOf } from './roles.ts';
import { TraceChart } from './TraceChart.tsx';
import type { Trace } from './TraceChart.tsx';
import type { SheetWords } from './words.ts';

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
      <TraceChart
        trace={trace}
        now={{ step, value }}
        role={role}
        label={said.traceLabel(codeOf(cell))}
        words={words}
        widthPx={widthPx}
      />
    </>
  );
});
