import { mean, rootMeanSquare, rowOf, standardDeviation } from '#math/statistics.ts';
import { Histogram } from '#view/Histogram.tsx';
import { Part } from '#view/Part.tsx';
import { formatNumber } from '#view/format.ts';
import type { PanelProps } from '../contract.ts';
import { tokenName } from '../tokenName.ts';
import type { Stages } from './stages.ts';

type DistributionProps = Pick<PanelProps, 'tokens' | 'config' | 'words'> & { stages: Stages; position: number; columnPx: number };

/** How the numbers of one token's vector are spread before, normalised and after, with the arithmetic in a sentence. */
export function Distribution({ tokens, config, words, stages, position, columnPx }: DistributionProps) {
  const said = words.panels.layerNorm;
  const rms = config.normalization === 'rmsnorm';
  const name = tokenName(tokens, position);
  const D = config.d_model;
  const [before, normalized, after] = [stages.before, stages.normalized, stages.after].map((data) => rowOf(data, position, D));
  if (before === undefined || normalized === undefined || after === undefined) return null;
  const note = (row: Float32Array): string =>
    rms
      ? said.rmsOf(formatNumber(rootMeanSquare(row)))
      : said.meanSigma(formatNumber(mean(row)), formatNumber(standardDeviation(row)));
  const [mu, sigma, size] = [mean(before), standardDeviation(before), rootMeanSquare(before)].map(formatNumber) as [
    string,
    string,
    string,
  ];
  const scale = formatNumber(stages.scale[position] ?? Number.NaN);
  return (
    <div className="distribution">
      <Part
        title={said.distribution(position, name)}
        widthPx={columnPx}
        note={
          rms
            ? `${said.sentenceRms(position, name, size, scale)}${words.view.gap}${said.noMean}`
            : said.sentence(position, name, mu, sigma, scale)
        }
      >
        <Histogram
          widthPx={columnPx}
          heightPx={150}
          label={rms ? said.distributionLabelRms(position, name, size) : said.distributionLabel(position, name, mu, sigma)}
          samples={[
            { label: said.before, values: before, role: '--resid', note: note(before) },
            { label: said.normalized, values: normalized, role: '--q', dashed: true, note: note(normalized) },
            { label: rms ? said.afterRms : said.after, values: after, role: '--attn', note: note(after) },
          ]}
        />
      </Part>
    </div>
  );
}
