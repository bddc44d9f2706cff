import { useMemo } from 'react';
import { eachRow, mean, rootMeanSquare, standardDeviation } from '#math/statistics.ts';
import { LineChart } from '#view/LineChart.tsx';
import type { Series } from '#view/LineChart.tsx';
import { Part } from '#view/Part.tsx';
import { wholeTick } from '#view/format.ts';
import type { PanelProps } from '../contract.ts';
import { tokenName } from '../tokenName.ts';
import type { Stages } from './stages.ts';

type TokenChartsProps = Pick<PanelProps, 'tokens' | 'config' | 'select' | 'hover' | 'words'> & {
  stages: Stages;
  /** The same at the step that is subtracted, where one is. */
  other: Stages | null;
  siteName: string;
  position: number;
  columnPx: number;
};

const HEIGHT_PX = 150;

/** Mean and σ (or RMS) of each token's vector: what enters, what is normalised, what leaves. */
export function TokenCharts(props: TokenChartsProps) {
  const { tokens, config, select, hover, words, stages, other, siteName, position, columnPx } = props;
  const said = words.panels.layerNorm;
  const rms = config.normalization === 'rmsnorm';
  const D = config.d_model;
  const series = useMemo(() => {
    const of = (measure: (row: Float32Array) => number): Series[] => {
      const measured = (stage: 'before' | 'normalized' | 'after'): Float32Array => {
        const less = other && eachRow(other[stage], D, measure);
        return eachRow(stages[stage], D, measure).map((value, at) => value - (less?.[at] ?? 0));
      };
      return [
        { label: said.before, values: measured('before'), role: '--resid' },
        { label: said.normalized, values: measured('normalized'), role: '--q', dashed: true },
        { label: rms ? said.afterRms : said.after, values: measured('after'), role: '--attn' },
      ];
    };
    return { mean: of(mean), spread: of(rms ? rootMeanSquare : standardDeviation) };
  }, [stages, other, D, rms, said]);
  const chart = (what: string, lines: Series[]) => (
    <Part title={what} widthPx={columnPx}>
      <LineChart
        series={lines}
        marker={{ x: position }}
        widthPx={columnPx}
        heightPx={HEIGHT_PX}
        label={said.chartLabel(what, siteName)}
        xTickFormat={wholeTick}
        xLabel={said.position}
        xFormat={(x) => `${x} ${tokenName(tokens, x)}`}
        onHover={(x) => hover(x === null ? null : { position: x })}
        onSelect={(x) => select({ position: x })}
      />
    </Part>
  );
  return (
    <>
      {!rms && chart(said.mean, series.mean)}
      {chart(rms ? said.rms : said.sigma, series.spread)}
    </>
  );
}
