import { useMemo } from 'react';
import { learningRateAt } from '#lexicon/schedule.ts';
import { LineChart } from '#view/LineChart.tsx';
import { Part } from '#view/Part.tsx';
import { formatCount, formatNumber, wholeTick } from '#view/format.ts';
import type { PanelProps } from '../contract.ts';

const HEIGHT_PX = 150;
/** Points of the schedule's line. */
const POINTS = 240;
/** The schedule is drawn so far beyond the present step and its own end. */
const AHEAD = 1.15;

type CourseProps = Pick<PanelProps, 'history' | 'config' | 'step' | 'goTo' | 'words' | 'widthPx'>;

/** The norm of the whole gradient at every step so far, beside where it is clipped. */
export function NormCourse({ history, config, step, goTo, words, widthPx }: CourseProps) {
  const said = words.panels.update;
  const { version } = history;
  const series = useMemo(() => {
    const { step: x, gradNorm: values } = version >= 0 ? history.columns() : { step: [], gradNorm: [] };
    return [{ label: said.norm, role: '--ink', x, values }];
  }, [history, version, said]);
  return (
    <Part title={said.course} widthPx={widthPx}>
      {(series[0]?.x.length ?? 0) === 0 ? (
        <p className="quiet">{said.noSteps}</p>
      ) : (
        <LineChart
          series={series}
          guides={config.grad_clip > 0 ? [{ value: config.grad_clip, label: said.clip }] : []}
          marker={{ x: step }}
          yScale="log"
          widthPx={widthPx}
          heightPx={HEIGHT_PX}
          label={said.course}
          xLabel={said.step}
          xFormat={formatCount}
          xTickFormat={wholeTick}
          onSelect={goTo}
        />
      )}
    </Part>
  );
}

/** The learning rate as it is planned, as it was used, and where on it the training is. */
export function Rate({ history, config, step, goTo, words, widthPx }: CourseProps) {
  const said = words.panels.update;
  const { version } = history;
  const { schedule_steps, schedule, warmup_steps } = config;
  const end = Math.ceil(AHEAD * Math.max(step, warmup_steps, schedule === 'constant' ? 0 : schedule_steps, 10));
  const series = useMemo(() => {
    const used = version >= 0 ? history.columns() : { step: [], learningRate: [] };
    const x = Float64Array.from({ length: POINTS }, (_, i) => Math.max(1, Math.round((i * end) / (POINTS - 1))));
    return [
      { label: said.schedule, role: '--soft', dashed: true, x, values: Float32Array.from(x, (at) => learningRateAt(config, at)) },
      { label: said.used, role: '--ink', x: used.step, values: used.learningRate },
    ];
  }, [history, version, config, end, said]);
  const now = learningRateAt(config, Math.max(1, step));
  return (
    <Part title={said.rate} widthPx={widthPx} note={said.rateNow(formatCount(step), formatNumber(now))}>
      <LineChart
        series={series}
        marker={{ x: step }}
        widthPx={widthPx}
        heightPx={HEIGHT_PX}
        label={said.rate}
        xLabel={said.step}
        xFormat={formatCount}
        xTickFormat={wholeTick}
        onSelect={goTo}
      />
    </Part>
  );
}
