import { memo } from 'react';
import type { TextInfo } from '#lexicon/messages.ts';
import type { LatentPoints } from '#lexicon/writing.ts';
import { distanceBetween } from '#math/latentSamples.ts';
import type { PrincipalComponents } from '#math/pca.ts';
import { formatNumber } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { SeedField } from '#view/SeedField.tsx';
import { Slider } from '#view/Slider.tsx';
import type { PanelProps } from '../contract.ts';
import { clipped, nearestSentence, sentenceText } from './points.ts';
import type { Anchor } from './points.ts';

type SamplesProps = Pick<PanelProps, 'config' | 'words' | 'widthPx'> & {
  text: TextInfo;
  points: LatentPoints;
  pca: PrincipalComponents;
  centre: Float32Array;
  samples: Float32Array;
  anchor: Anchor;
  radius: number;
  seed: number;
  aimed: number;
  onRadius: (radius: number) => void;
  onSeed: (seed: number) => void;
  onAim: (sample: number) => void;
  onAnchor: (anchor: Anchor) => void;
};

const RADII = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4] as const;

/** Points drawn around the chosen one, each with the sentence nearest to it. */
export const Samples = memo(function Samples(props: SamplesProps) {
  const { config, words, widthPx, text, points, pca, centre, samples, anchor, radius, seed, aimed } = props;
  const say = words.panels.latent;
  const D = config.d_model;
  const name = anchor === null ? say.whole : `“${clipped(sentenceText(text, points, anchor), 40)}”`;
  const explained = pca.explained.reduce((sum, share) => sum + share, 0);
  const rows = Array.from({ length: samples.length / D }, (_, n) => {
    const point = samples.subarray(n * D, (n + 1) * D);
    return {
      distance: formatNumber(distanceBetween(centre, point)),
      nearest: sentenceText(text, points, nearestSentence(points.vectors, D, point)),
    };
  });
  return (
    <Part
      title={say.near(name)}
      widthPx={widthPx}
      note={say.nearNote(pca.components.length, `${(100 * explained).toFixed(0)} %`)}
      aside={
        anchor !== null && (
          <button type="button" className="button button--bare" onClick={() => props.onAnchor(null)}>
            {say.whole}
          </button>
        )
      }
    >
      <div className="latent__settings">
        <span className="latent__slider">
          <span className="quiet">{say.radius}</span>
          <Slider
            label={say.radius}
            stops={RADII}
            value={radius}
            format={(value) => say.radiusValue(String(value))}
            onMove={props.onRadius}
            onCommit={props.onRadius}
          />
        </span>
        <SeedField label={say.seed} seed={seed} onSeed={props.onSeed} />
      </div>
      <table className="latent__samples">
        <thead>
          <tr>
            <th scope="col">{say.columns.sample}</th>
            <th scope="col">{say.columns.distance}</th>
            <th scope="col">{say.columns.nearest}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ distance, nearest }, n) => (
            <tr key={n} className={n === aimed ? 'latent__row--on' : undefined}>
              <td>
                <button
                  type="button"
                  aria-pressed={n === aimed}
                  aria-label={say.sampleRow(n + 1, distance, clipped(nearest, 60))}
                  onClick={() => props.onAim(n)}
                >
                  {say.sample(n + 1)}
                </button>
              </td>
              <td>{distance}</td>
              <td className="quiet" dir="auto">
                {nearest}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
});
