import { useMemo } from 'react';
import type { TaskMeasure } from '#lexicon/messages.ts';
import { formatCount, formatShare, wholeTick } from '#view/format.ts';
import { LineChart } from '#view/LineChart.tsx';
import { Part } from '#view/Part.tsx';
import type { PanelProps } from '../contract.ts';

/** The measure of the task's field: the one that is no other task's as well. */
export function ownMeasure(scores: Partial<Record<TaskMeasure, number>>): TaskMeasure {
  const [own = 'exactMatch'] = (['accuracy', 'f1', 'bleu', 'rougeL'] as const).filter((measure) => measure in scores);
  return own;
}

/** The score of each examination of the run, over its steps. */
export function ScoreChart({ exam, words, widthPx }: Pick<PanelProps, 'exam' | 'words' | 'widthPx'>) {
  const say = words.panels.task;
  const { scores, report } = exam;
  const measure = ownMeasure(scores[0]?.scores ?? {});
  const series = useMemo(() => {
    const x = Float64Array.from(scores, ({ step }) => step);
    const valuesOf = (of: TaskMeasure): Float64Array => Float64Array.from(scores, (row) => row.scores[of] ?? Number.NaN);
    const own = { label: say.measures[measure], values: valuesOf(measure), x, role: '--pred' };
    if (measure === 'exactMatch' || measure === 'accuracy') return [own];
    return [own, { label: say.measures.exactMatch, values: valuesOf('exactMatch'), x, role: '--resid', dashed: true }];
  }, [scores, measure, say]);
  if (scores.length < 2) return null;
  return (
    <Part title={say.chart} widthPx={widthPx}>
      <LineChart
        label={say.chart}
        xLabel={say.step}
        series={series}
        guides={report && report.chance !== null ? [{ value: report.chance, label: say.chance }] : []}
        yDomain={[0, 1]}
        widthPx={widthPx}
        heightPx={132}
        xFormat={formatCount}
        xTickFormat={wholeTick}
        yFormat={formatShare}
      />
    </Part>
  );
}
