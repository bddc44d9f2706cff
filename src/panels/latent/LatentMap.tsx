import { memo, useCallback, useMemo, useState } from 'react';
import type { TextInfo } from '#lexicon/messages.ts';
import type { LatentPoints } from '#lexicon/writing.ts';
import { distanceBetween } from '#math/latentSamples.ts';
import type { PrincipalComponents } from '#math/pca.ts';
import { LEAST_POINTS, PLANE_MAPS } from '#math/planeMapKinds.ts';
import type { PlaneMapKind } from '#math/planeMapKinds.ts';
import { projectOn } from '#math/projection.ts';
import { Segments } from '#view/Choice.tsx';
import { formatCount, formatNumber } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { Scatter } from '#view/Scatter.tsx';
import type { PanelProps } from '../contract.ts';
import { usePlaneMap } from '../embeddings/usePlaneMap.ts';
import { anchorPoint, clipped, sentenceText, wholePoint } from './points.ts';
import type { Anchor } from './points.ts';
import type { Steered } from './steer.ts';

type LatentMapProps = Pick<PanelProps, 'config' | 'step' | 'words' | 'wide' | 'widthPx'> & {
  text: TextInfo;
  points: LatentPoints;
  pca: PrincipalComponents;
  samples: Float32Array;
  outcome: Steered | null;
  anchor: Anchor;
  onAnchor: (anchor: Anchor) => void;
};
type Kind = 'pca' | PlaneMapKind;

const LABEL = 16;
const SENTENCE = 160;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Sentences, the whole text, the samples and what was written, on one plane. */
export const LatentMap = memo(function LatentMap(props: LatentMapProps) {
  const { config, step, words, wide, widthPx, text, points, pca, samples, outcome, anchor, onAnchor } = props;
  const say = words.panels.latent;
  const D = config.d_model;
  const count = points.vectors.length / D;
  const [kind, setKind] = useState<Kind>('pca');
  const { laid, start, stop } = usePlaneMap();

  // Sentences first, then the whole text, the samples, and the two written texts.
  const rows = useMemo(() => {
    const parts = [
      points.vectors,
      wholePoint(points, D),
      samples,
      ...(outcome ? [outcome.plain.point, outcome.steered.point] : []),
    ];
    const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }, [points, samples, outcome, D]);
  const all = rows.length / D;
  const names = useMemo(
    () => [
      say.whole,
      ...Array.from({ length: samples.length / D }, (_, n) => say.sample(n + 1)),
      ...(outcome ? [say.plain, say.steered] : []),
    ],
    [say, samples.length, D, outcome],
  );
  const flat = useMemo(() => projectOn(pca, rows, all, D), [pca, rows, all, D]);
  const layOut = (wanted: PlaneMapKind): void =>
    start({
      kind: wanted,
      table: rows,
      ids: Int32Array.from({ length: all }, (_, i) => i),
      cols: D,
      step: points.step,
      seed: config.seed,
    });
  const choose = (wanted: Kind): void => {
    setKind(wanted);
    if (wanted === 'pca') stop();
    else layOut(wanted);
  };
  const fits = kind === 'pca' || (laid?.kind === kind && laid.ids.length === all);
  const plane = kind === 'pca' ? flat : fits ? (laid?.points ?? null) : null;
  const centre = useMemo(() => anchorPoint(points, D, anchor), [points, D, anchor]);

  const labels = useCallback(
    (index: number) => (index < count ? clipped(sentenceText(text, points, index), LABEL) : (names[index - count] ?? '')),
    [text, points, count, names],
  );
  const describe = useCallback(
    (index: number) => {
      const name =
        index < count
          ? `${say.sentence(index + 1)}: ${clipped(sentenceText(text, points, index), SENTENCE)}`
          : (names[index - count] ?? '');
      return say.point(name, formatNumber(distanceBetween(centre, rows.subarray(index * D, (index + 1) * D))));
    },
    [say, text, points, count, names, centre, rows, D],
  );
  const order = useMemo(() => Int32Array.from({ length: all }, (_, i) => (i + count) % all), [all, count]);
  const marked = useMemo(() => names.map((_, i) => count + i), [names, count]);
  const heightPx = Math.round(Math.min(wide ? 560 : 400, widthPx * 0.78));
  const running = laid?.state === 'running' && laid.kind === kind;
  const notes = [
    kind === 'pca'
      ? say.mapNote(percent(pca.explained[0] ?? 0), percent(pca.explained[1] ?? 0), formatCount(count), formatCount(points.step))
      : say.mapLaid(say.mapKinds[kind], formatCount(all)),
    ...(count < points.sentences ? [say.sampled(formatCount(count), formatCount(points.sentences))] : []),
    ...(points.step === step ? [] : [say.old(formatCount(step))]),
  ];
  return (
    <Part
      title={say.map}
      widthPx={widthPx}
      note={notes.join(words.view.gap)}
      aside={
        all >= LEAST_POINTS && (
          <Segments
            label={say.mapKind}
            options={(['pca', ...PLANE_MAPS] as const).map((value) => ({ value, name: say.mapKinds[value] }))}
            value={kind}
            onChange={choose}
          />
        )
      }
    >
      {plane && plane.length === 2 * all ? (
        <Scatter
          key={kind}
          points={plane}
          labels={labels}
          describe={describe}
          order={order}
          marked={marked}
          emphasis={anchor ?? count}
          label={say.map}
          widthPx={widthPx}
          heightPx={heightPx}
          onSelect={(index) => {
            if (index <= count) onAnchor(index < count ? index : null);
          }}
        />
      ) : (
        <div style={{ height: heightPx }} />
      )}
      {kind !== 'pca' && (
        <p className="latent__laying">
          {running ? (
            <>
              <progress max={1} value={laid.fraction} aria-label={say.mapKinds[kind]} />
              <button type="button" className="button" onClick={stop}>
                {say.stop}
              </button>
            </>
          ) : (
            <button type="button" className="button" onClick={() => layOut(kind)}>
              {say.again}
            </button>
          )}
        </p>
      )}
    </Part>
  );
});
