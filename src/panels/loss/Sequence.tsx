import { memo, useMemo } from 'react';
import type { NamedArray } from '#lexicon/array.ts';
import { formatCount, formatNumber, wholeTick } from '#view/format.ts';
import { Formula } from '#view/Formula.tsx';
import { LineChart } from '#view/LineChart.tsx';
import { Part } from '#view/Part.tsx';
import type { PanelProps } from '../contract.ts';
import { tokenName } from '../tokenName.ts';
import { guidesBeside, guidesOf } from '../guides.ts';
import { texNumber } from '../worksheet/tex.ts';

type SequenceProps = Pick<PanelProps, 'text' | 'config' | 'tokens' | 'step' | 'history' | 'select' | 'words' | 'widthPx'> & {
  /** `probe.loss` [T], NaN where nothing is scored. */
  losses: NamedArray;
  position: number;
};

/** The loss of every position of the probed stretch, their mean with its numbers, and the mean of the training batch. */
export const Sequence = memo(function Sequence(props: SequenceProps) {
  const { losses, position, text, config, tokens, step, history, select, words, widthPx } = props;
  const say = words.panels.loss;
  const { data } = losses;
  const places = useMemo(() => Float64Array.from(data.keys()).filter((t) => !Number.isNaN(data[t] ?? Number.NaN)), [data]);
  const shown = useMemo(() => Float32Array.from(places, (t) => data[t] ?? Number.NaN), [places, data]);
  const sum = shown.reduce((total, nats) => total + nats, 0);
  const mean = sum / shown.length;
  const guides = useMemo(() => guidesOf({ text, words, widthPx }), [text, words, widthPx]);
  // A single point makes no line.
  const series = useMemo(
    () => [{ label: say.nats, values: shown, x: places, role: '--pred', dots: shown.length === 1 }],
    [say, shown, places],
  );
  const columns = history.columns();
  const batch = columns.loss[columns.step.indexOf(step)];
  const isTask = text?.examples !== undefined;
  const batchSays = (nats: string): string => {
    if (isTask) return say.batchTask(formatCount(step), config.batch_size, nats);
    const said = config.objective === 'masked' ? say.batchMasked : say.batch;
    return said(formatCount(step), config.batch_size, config.n_ctx, nats);
  };
  return (
    <Part title={say.sequence} widthPx={widthPx} note={say.sequenceNote(formatNumber(Math.exp(mean)))}>
      <Formula
        tex={String.raw`\bar L=\frac{1}{${shown.length}}\sum_t L_t=\frac{${texNumber(sum)}}{${shown.length}}=${texNumber(mean)}\qquad e^{\bar L}=${texNumber(Math.exp(mean))}`}
      />
      <LineChart
        series={series}
        guides={guides}
        {...guidesBeside(guides)}
        marker={{ x: position }}
        xDomain={[0, Math.max(1, tokens.length - 1)]}
        yDomain={[0, Math.max(1, ...shown, text ? text.uniformNats : 0) * 1.05]}
        widthPx={widthPx}
        heightPx={170}
        label={say.sequence}
        xLabel={say.position}
        xTickFormat={wholeTick}
        xFormat={(x) => `${x} ${tokenName(tokens, x)}`}
        onSelect={(x) => select({ position: x, token: tokens[x]?.id ?? null })}
      />
      {isTask && shown.length < tokens.length - 1 && <p className="loss__batch">{say.scoredOnly(shown.length, tokens.length)}</p>}
      {batch !== undefined && <p className="quiet loss__batch">{batchSays(formatNumber(batch))}</p>}
    </Part>
  );
});
