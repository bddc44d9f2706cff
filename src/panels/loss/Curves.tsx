import { memo, useMemo } from 'react';
import { formatCount, formatNumber } from '#view/format.ts';
import { LineChart } from '#view/LineChart.tsx';
import { Part } from '#view/Part.tsx';
import type { PanelProps } from '../contract.ts';
import { curvesOf, partingIndex } from './measures.ts';
import { guidesBeside, guidesOf } from '../guides.ts';

type CurvesProps = Pick<PanelProps, 'text' | 'history' | 'goTo' | 'words' | 'widthPx'>;

/** Fewer evaluations make no curve. */
const LEAST = 4;

/** Training beside validation over the steps, and the step from which on they part. */
export const Curves = memo(function Curves({ text, history, goTo, words, widthPx }: CurvesProps) {
  const say = words.panels.loss;
  const curves = useMemo(() => curvesOf(history.columns(), history.evaluations()), [history]);
  const parting = useMemo(() => partingIndex(curves), [curves]);
  const guides = useMemo(() => guidesOf({ text, words, widthPx }).slice(0, 1), [text, words, widthPx]);
  const series = useMemo(
    () => [
      { label: say.trainCurve, role: '--ink', x: curves.step, values: curves.train },
      { label: say.validationCurve, role: '--pred', dashed: true, x: curves.step, values: curves.validation },
    ],
    [curves, say],
  );
  const at = curves.step[parting];
  const last = curves.step.length - 1;
  const nats = (column: Float64Array, index: number): string => formatNumber(column[index] ?? Number.NaN);
  const heldOut = text !== null && text.trainTokens < text.ids.length;
  const sentence = !heldOut
    ? say.noHeldOut
    : curves.step.length < LEAST
      ? say.few
      : at === undefined
        ? say.together
        : say.parted(
            formatCount(at),
            nats(curves.validation, parting),
            nats(curves.validation, last),
            nats(curves.train, parting),
            nats(curves.train, last),
          );
  return (
    <Part title={say.curves} widthPx={widthPx} note={heldOut ? say.curvesNote : undefined}>
      {heldOut && curves.step.length >= 2 && (
        <LineChart
          series={series}
          guides={guides}
          {...guidesBeside(guides)}
          marker={at === undefined ? null : { x: at, label: say.parting }}
          widthPx={widthPx}
          heightPx={190}
          label={say.curves}
          xLabel={say.step}
          xFormat={formatCount}
          onSelect={goTo}
        />
      )}
      <p className="loss__verdict">{sentence}</p>
      {at !== undefined && (
        <button type="button" className="button" onClick={() => goTo(at)}>
          {say.goThere(formatCount(at))}
        </button>
      )}
    </Part>
  );
});
