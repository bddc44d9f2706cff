import { memo, useMemo, useState } from 'react';
import { BREAKS } from '#lexicon/writing.ts';
import type { BreakId, Twin, Twins } from '#lexicon/writing.ts';
import { stopTwins, trainTwins } from '#state/actions/intervene.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectTwinLosses } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { Choice, Segments } from '#view/Choice.tsx';
import { formatCount, formatNumber, formatShare, wholeTick } from '#view/format.ts';
import { LineChart } from '#view/LineChart.tsx';
import { Part } from '#view/Part.tsx';
import { TokenLabel } from '#view/TokenLabel.tsx';
import type { PanelProps } from '../contract.ts';
import { pieceName, pieceOf } from '../pieceOf.ts';
import { meanOf } from './parts.ts';

const STEPS = ['50', '100', '200'] as const;
type Steps = (typeof STEPS)[number];
/** Batches whose mean stands for the end: one batch alone jumps. */
const LAST = 5;

/** A broken model beside an intact one: their losses, and what both then expect. */
export const TwinsPart = memo(function TwinsPart({ text, words, widthPx }: Pick<PanelProps, 'text' | 'words' | 'widthPx'>) {
  const say = words.panels.lab;
  const [kind, setKind] = useState<BreakId>('noResidual');
  const [steps, setSteps] = useState<Steps>('100');
  const [busy, setBusy] = useState<'training' | 'stopped' | null>(null);
  const [twins, setTwins] = useState<Twins | null>(null);
  const train = (): void => {
    setBusy('training');
    void attempt(
      trainTwins(kind, Number(steps))
        .then((trained) => {
          setBusy(trained ? null : 'stopped');
          if (trained) setTwins(trained);
        })
        .catch((error: unknown) => {
          setBusy(null);
          throw error;
        }),
    );
  };
  return (
    <Part title={say.breaks} widthPx={widthPx} note={say.breaksNote}>
      <div className="lab__actions">
        <label className="lab__kind">
          {say.broken}{' '}
          <Choice
            label={say.broken}
            options={BREAKS.map((value) => ({ value, name: say.kinds[value] }))}
            value={kind}
            onChange={setKind}
          />
        </label>
        <Segments label={say.steps} options={STEPS.map((value) => ({ value, name: value }))} value={steps} onChange={setSteps} />
        {busy === 'training' ? (
          <button type="button" className="button" onClick={() => void attempt(stopTwins())}>
            {say.stop}
          </button>
        ) : (
          <button type="button" className="button" onClick={train}>
            {say.train(Number(steps))}
          </button>
        )}
        <span className="quiet" aria-live="polite">
          {busy === 'training' ? say.training : busy === 'stopped' ? say.trainStopped : ''}
        </span>
      </div>
      <p className="lab__why">{say.kindNotes[kind]}</p>
      {busy === 'training' && <Course words={words} widthPx={widthPx} />}
      {busy !== 'training' && twins && <Outcome twins={twins} text={text} words={words} widthPx={widthPx} />}
    </Part>
  );
});

type CurvesProps = Pick<PanelProps, 'words' | 'widthPx'> & {
  broken: BreakId;
  steps: number;
  intact: Float32Array;
  changed: Float32Array;
};

/** The losses of both by step; those that are still to come leave their place empty. */
function Curves({ broken, steps, intact, changed, words, widthPx }: CurvesProps) {
  const say = words.panels.lab;
  const series = useMemo(() => {
    const x = Float64Array.from({ length: intact.length }, (_, i) => i + 1);
    return [
      { label: say.intact, values: intact, x, role: '--ink' },
      { label: `${say.broken} ${say.kinds[broken]}`, values: changed, x, role: '--k' },
    ];
  }, [say, intact, changed, broken]);
  return (
    <LineChart
      series={series}
      xDomain={[1, steps]}
      widthPx={widthPx}
      heightPx={230}
      label={say.chart}
      xLabel={say.step}
      xTickFormat={wholeTick}
      xFormat={(at) => String(at)}
    />
  );
}

/** Both curves while they grow. */
function Course(props: Pick<PanelProps, 'words' | 'widthPx'>) {
  const losses = useStore(selectTwinLosses);
  return losses && <Curves {...props} {...losses} />;
}

function Outcome({ twins, text, words, widthPx }: { twins: Twins } & Pick<PanelProps, 'text' | 'words' | 'widthPx'>) {
  const say = words.panels.lab;
  const { intact, changed, ids, broken } = twins;
  const end = (twin: Twin): number => meanOf(twin.losses.slice(-LAST));
  const lost = changed.losses.findIndex((loss) => !Number.isFinite(loss));
  const piece = pieceName(text, ids.at(-1) ?? 0);
  return (
    <>
      <Curves
        broken={broken}
        steps={twins.steps}
        intact={intact.losses}
        changed={changed.losses}
        words={words}
        widthPx={widthPx}
      />
      <p>
        {lost >= 0
          ? say.diverged(formatCount(lost + 1))
          : say.result(formatNumber(end(intact)), formatNumber(end(changed)), formatNumber(end(changed) - end(intact)))}
      </p>
      <p className="quiet lab__title">{say.next(piece)}</p>
      <div className="lab__next">
        {[
          { name: say.intact, twin: intact },
          { name: say.changed, twin: changed },
        ].map(({ name, twin }) => (
          <div key={name}>
            <h4 className="lab__twin">{name}</h4>
            {twin.next.length === 0 ? (
              <p className="quiet">{say.nothing}</p>
            ) : (
              <ol>
                {twin.next.map(({ id, probability }) => (
                  <li key={id}>
                    <TokenLabel piece={pieceOf(text, id)} /> <span className="quiet">{formatShare(probability)}</span>
                  </li>
                ))}
              </ol>
            )}
          </div>
        ))}
      </div>
    </>
  );
}
