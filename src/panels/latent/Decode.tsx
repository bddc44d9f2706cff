import { memo, useState } from 'react';
import type { TextInfo } from '#lexicon/messages.ts';
import type { LatentPoints } from '#lexicon/writing.ts';
import { distanceBetween } from '#math/latentSamples.ts';
import { attempt } from '#state/actions/toasts.ts';
import { formatNumber } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { Slider } from '#view/Slider.tsx';
import type { PanelProps } from '../contract.ts';
import { Legible } from '../Legible.tsx';
import { spreadOf } from './points.ts';
import type { Anchor } from './points.ts';
import { beginningOf, steer, STEERED_TOKENS } from './steer.ts';
import type { Outcome, Steered } from './steer.ts';

type DecodeProps = Pick<PanelProps, 'config' | 'sampling' | 'words' | 'widthPx'> & {
  text: TextInfo;
  hook: string;
  points: LatentPoints;
  centre: Float32Array;
  samples: Float32Array;
  anchor: Anchor;
  seed: number;
  aimed: number;
  outcome: Steered | null;
  onOutcome: (outcome: Steered | null) => void;
};

const STRENGTHS = [0.5, 1, 2, 3, 5, 8] as const;

/** Writes towards a sample, beside the same text without steering, and measures both. */
export const Decode = memo(function Decode(props: DecodeProps) {
  const { config, sampling, words, widthPx, text, hook, points, centre, samples, anchor, seed, aimed, outcome } = props;
  const say = words.panels.latent;
  const D = config.d_model;
  const [strength, setStrength] = useState(1);
  const [busy, setBusy] = useState(false);
  const aim = samples.slice(aimed * D, (aimed + 1) * D);
  const start = anchor === null ? 0 : (points.spans[2 * anchor] ?? 0);
  if (config.objective === 'masked') {
    return (
      <Part title={say.decode} widthPx={widthPx}>
        <p className="quiet">{say.masked}</p>
      </Part>
    );
  }
  const go = (): void => {
    setBusy(true);
    const order = { text, hook, start, from: centre, aim, sample: aimed, strength, seed, sampling };
    void attempt(
      steer(order)
        .then(props.onOutcome)
        .finally(() => setBusy(false)),
    );
  };
  return (
    <Part title={say.decode} widthPx={widthPx} note={say.decodeNote(beginningOf(text, start).trim(), STEERED_TOKENS)}>
      <div className="latent__settings">
        <span className="latent__slider">
          <span className="quiet">{say.strength}</span>
          <Slider
            label={say.strength}
            stops={STRENGTHS}
            value={strength}
            format={(value) => say.strengthValue(String(value))}
            onMove={setStrength}
            onCommit={setStrength}
          />
        </span>
        <button type="button" className="button button--main" disabled={busy} onClick={go}>
          {say.decodeGo(aimed + 1)}
        </button>
      </div>
      {outcome && (
        <>
          <Outcomes words={words} outcome={outcome} />
          <p>
            {outcome.steered.distance < outcome.plain.distance
              ? say.nearer(formatNumber(outcome.plain.distance - outcome.steered.distance))
              : say.farther(formatNumber(outcome.steered.distance - outcome.plain.distance))}{' '}
            <span className="quiet">
              {say.yardstick(formatNumber(distanceBetween(centre, outcome.aim)), formatNumber(spreadOf(points.vectors, D)))}
            </span>
          </p>
        </>
      )}
    </Part>
  );
});

const shareOf = ({ novelty: { all, fresh } }: Outcome): string => (all === 0 ? '–' : `${((100 * fresh) / all).toFixed(0)} %`);

/** The two texts side by side with what was measured. */
function Outcomes({ words, outcome }: Pick<PanelProps, 'words'> & { outcome: Steered }) {
  const say = words.panels.latent;
  const both = [outcome.plain, outcome.steered];
  return (
    <table className="latent__outcomes">
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">{say.decode}</span>
          </th>
          <th scope="col">{say.plain}</th>
          <th scope="col">{`${say.steered} → ${say.sample(outcome.sample + 1)}`}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{say.results.text}</th>
          {both.map(({ text }, at) => (
            <td key={at} className="latent__written" dir="auto">
              <Legible text={text.trim()} title={say.bytes} />
            </td>
          ))}
        </tr>
        <tr>
          <th scope="row">{say.results.distance}</th>
          {both.map(({ distance }, at) => (
            <td key={at}>{formatNumber(distance)}</td>
          ))}
        </tr>
        <tr>
          <th scope="row">{say.results.novelty}</th>
          {both.map((each, at) => (
            <td key={at}>{shareOf(each)}</td>
          ))}
        </tr>
        <tr>
          <th scope="row">{say.results.same}</th>
          <td>–</td>
          <td>{`${outcome.same} / ${STEERED_TOKENS}`}</td>
        </tr>
      </tbody>
    </table>
  );
}
