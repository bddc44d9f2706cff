import { useMemo, useRef, useState } from 'react';
import { guidesBeside, guidesOf } from '#panels/guides.ts';
import { attempt } from '#state/actions/toasts.ts';
import { nearestKept, scrub } from '#state/actions/train.ts';
import { runMetrics } from '#state/metrics.ts';
import {
  selectCheckpoints,
  selectIsStill,
  selectMetricsVersion,
  selectPlayhead,
  selectText,
  useWords,
} from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { formatCount, formatNumber } from '#view/format.ts';
import { LineChart } from '#view/LineChart.tsx';
import { finiteExtent, nearestIndex } from '#view/LineChart.decimate.ts';
import { LineChartLegend } from '#view/LineChart.Legend.tsx';
import type { Series } from '#view/LineChart.tsx';
import { useWidth } from '#view/useWidth.ts';
import { Playhead } from './Playhead.tsx';
import { VersusButton } from './Versus.tsx';

/** A run shorter than this leaves room to its right. */
const AT_LEAST_STEPS = 100;
const PLOT_PX = 128;
/** A loss that has grown to so many times that of a uniform guess wants a logarithmic axis: on a linear one all else were flat. */
const EXPLODED = 20;
/** Right of a plot without guides. */
const BARE_RIGHT_PX = 10;

function valueAt(series: Series, x: number): string {
  const column = series.x ?? [];
  const value = series.values[nearestIndex(column, x)];
  return column.length === 0 || value === undefined ? '' : formatNumber(value);
}

/** Loss of training and validation over the steps, beside what a guess without a model would reach; and the playhead. */
export function LossChart() {
  const all = useWords();
  const words = all.shell.run;
  const version = useStore(selectMetricsVersion);
  const playhead = useStore(selectPlayhead);
  const checkpoints = useStore(selectCheckpoints);
  const text = useStore(selectText);
  const isStill = useStore(selectIsStill);
  const [pointed, setPointed] = useState<number | null>(null);
  const box = useRef<HTMLElement>(null);
  const widthPx = useWidth(box);

  const series = useMemo<Series[]>(() => {
    const { step, loss } = version >= 0 ? runMetrics.columns() : { step: new Float64Array(), loss: new Float32Array() };
    const rows = runMetrics.evaluations().filter(({ valLoss }) => Number.isFinite(valLoss));
    return [
      { label: words.train, role: '--ink', x: step, values: loss },
      {
        label: words.validation,
        role: '--soft',
        dashed: true,
        x: Float64Array.from(rows, (row) => row.step),
        values: Float32Array.from(rows, ({ valLoss }) => valLoss),
      },
    ];
  }, [version, words]);
  const steps = series[0]?.x ?? [];
  const first = steps[0] ?? 0;
  const last = steps[steps.length - 1] ?? 0;
  const domain = useMemo<[number, number]>(() => [first, Math.max(last, first + AT_LEAST_STEPS)], [first, last]);
  const guides = useMemo(() => guidesOf({ text, words: all, widthPx }), [text, all, widthPx]);
  const rightPx = guidesBeside(guides).guidesPx ?? BARE_RIGHT_PX;
  const highest = useMemo(() => finiteExtent(series[0]?.values ?? [])?.[1] ?? 0, [series]);
  const isExploded = text !== null && highest > EXPLODED * text.uniformNats;
  const at = pointed ?? playhead ?? last;
  const readings = series.map((one) => ({
    label: one.label,
    role: one.role,
    dashed: one.dashed === true,
    value: valueAt(one, at),
  }));

  return (
    <section className="run__chart" id="run-loss" tabIndex={-1} ref={box} aria-label={words.chart}>
      {steps.length === 0 ? (
        <p className="run__empty quiet">{isStill ? words.noStepsStill : words.noSteps}</p>
      ) : (
        widthPx > 0 && (
          <>
            <VersusButton />
            <LineChartLegend readings={readings} at={words.stepNumber(formatCount(at))} />
            <LineChart
              series={series}
              guides={guides}
              guidesPx={rightPx}
              marker={{ x: playhead ?? last }}
              xDomain={domain}
              yScale={isExploded ? 'log' : 'linear'}
              widthPx={widthPx}
              heightPx={PLOT_PX}
              label={words.chart}
              xLabel={words.step}
              xFormat={formatCount}
              legend={false}
              onHover={setPointed}
              onSelect={(x) => void attempt(scrub(nearestKept(checkpoints, x) ?? null))}
            />
            <Playhead domain={domain} last={last} widthPx={widthPx} rightPx={rightPx} />
          </>
        )
      )}
    </section>
  );
}
