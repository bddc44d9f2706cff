import { useMemo, useState } from 'react';
import type { LatentPoints } from '#lexicon/writing.ts';
import { samplesAround } from '#math/latentSamples.ts';
import { latentPoints, stopLatent } from '#state/actions/write.ts';
import { attempt } from '#state/actions/toasts.ts';
import { Choice } from '#view/Choice.tsx';
import { formatCount } from '#view/format.ts';
import type { Panel, PanelProps } from '../contract.ts';
import { Decode } from './Decode.tsx';
import './latent.css';
import { LatentMap } from './LatentMap.tsx';
import { anchorPoint } from './points.ts';
import type { Anchor } from './points.ts';
import { Samples } from './Samples.tsx';
import type { Steered } from './steer.ts';
import { useComponents } from './useComponents.ts';

const BESIDE_PX = 820;
const GAP_PX = 28;
/** Sentences that are read of a longer story: what a map can show, and few enough for seconds. */
const MOST_SENTENCES = 600;
const SAMPLES = 6;

type Read = { hook: string; points: LatentPoints; D: number; text: PanelProps['text'] };

/** Sentences as points: the map, points near one of them, and writing towards such a point. */
function Body(props: PanelProps) {
  const { config, text, step, words, widthPx } = props;
  const say = words.panels.latent;
  const streams = useMemo(
    () => [
      { value: 'blocks.0.hook_resid_pre', name: say.streams.start },
      ...Array.from({ length: config.n_layers }, (_, l) => ({
        value: `blocks.${l}.hook_resid_post`,
        name: say.streams.layer(l + 1),
      })),
    ],
    [config.n_layers, say],
  );
  // The middle: behind the last layer only the next token is left to decide.
  const middle = streams[Math.ceil(config.n_layers / 2)]?.value ?? '';
  const [wanted, setWanted] = useState(middle);
  const hook = streams.some(({ value }) => value === wanted) ? wanted : middle;
  const [busy, setBusy] = useState<'reading' | 'stopped' | null>(null);
  const [found, setFound] = useState<Read | null>(null);
  const [anchor, setAnchor] = useState<Anchor>(null);
  const [radius, setRadius] = useState(1);
  const [seed, setSeed] = useState(config.seed);
  const [aimed, setAimed] = useState(0);
  const [outcome, setOutcome] = useState<Steered | null>(null);
  const D = config.d_model;
  const known = found && found.text === text && found.D === D && text !== null ? found : null;
  const pca = useComponents(known?.points.vectors ?? null, D);
  const centre = useMemo(() => (known ? anchorPoint(known.points, D, anchor) : null), [known, D, anchor]);
  const samples = useMemo(
    () => (pca && centre ? samplesAround(centre, pca, radius, SAMPLES, seed) : null),
    [pca, centre, radius, seed],
  );
  if (!text || text.vocabulary.length === 0 || text.ids.length === 0) return <p className="quiet">{say.none}</p>;

  const read = (): void => {
    setBusy('reading');
    void attempt(
      latentPoints({ hook, sequences: null, most: MOST_SENTENCES }).then(
        (points) => {
          setBusy(points ? null : 'stopped');
          if (!points) return;
          setFound({ hook, points, D, text });
          setAnchor(null);
          setOutcome(null);
        },
        (error: unknown) => {
          setBusy(null);
          throw error;
        },
      ),
    );
  };
  const look = (next: Anchor): void => {
    setAnchor(next);
    setOutcome(null);
  };
  const beside = widthPx >= BESIDE_PX;
  const leftPx = beside ? Math.floor((widthPx - GAP_PX) * 0.55) : widthPx;
  const rightPx = beside ? widthPx - GAP_PX - leftPx : widthPx;
  return (
    <div className="parts latent">
      <div className="latent__controls" style={{ width: widthPx }}>
        <label className="latent__stream">
          {say.stream} <Choice label={say.stream} options={streams} value={hook} onChange={setWanted} />
        </label>
        {busy === 'reading' ? (
          <button type="button" className="button" onClick={() => void attempt(stopLatent())}>
            {say.stop}
          </button>
        ) : (
          <button type="button" className="button" onClick={read}>
            {say.read(formatCount(step))}
          </button>
        )}
        <span className="quiet" aria-live="polite">
          {busy === 'reading' ? say.reading : busy === 'stopped' ? say.stopped : ''}
        </span>
        {!known && <p className="quiet latent__intro">{say.intro}</p>}
      </div>
      {known && pca && centre && samples && (
        <>
          <LatentMap
            {...props}
            text={text}
            points={known.points}
            pca={pca}
            samples={samples}
            outcome={outcome}
            anchor={anchor}
            onAnchor={look}
            widthPx={leftPx}
          />
          <div className="latent__column" style={{ width: rightPx }}>
            <Samples
              {...props}
              text={text}
              points={known.points}
              pca={pca}
              centre={centre}
              samples={samples}
              anchor={anchor}
              radius={radius}
              seed={seed}
              aimed={aimed}
              onRadius={setRadius}
              onSeed={setSeed}
              onAim={setAimed}
              onAnchor={look}
              widthPx={rightPx}
            />
            <Decode
              {...props}
              text={text}
              hook={known.hook}
              points={known.points}
              centre={centre}
              samples={samples}
              anchor={anchor}
              seed={seed}
              aimed={aimed}
              outcome={outcome}
              onOutcome={setOutcome}
              widthPx={rightPx}
            />
          </div>
        </>
      )}
    </div>
  );
}

/** A frame brings the step; the points are read when asked for. */
const PROBED = 'hook_embed';

export const latent = { id: 'latent', names: () => [PROBED], drawsNone: true, Body } satisfies Panel;
