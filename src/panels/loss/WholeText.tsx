import { memo, useCallback, useEffect, useMemo, useState } from 'react';
import type { TextInfo, TextScore } from '#lexicon/messages.ts';
import { windowOf } from '#lexicon/scanWindows.ts';
import { formatCount, formatNumber } from '#view/format.ts';
import { LineChart } from '#view/LineChart.tsx';
import { Part } from '#view/Part.tsx';
import { TokenFlow } from '#view/TokenFlow.tsx';
import { TurnButton } from '#view/TurnButton.tsx';
import type { PanelProps } from '../contract.ts';
import { pieceName } from '../pieceOf.ts';
import { Accounts } from './Accounts.tsx';
import { exampleAt, stretchesOf } from './measures.ts';
import { guidesBeside, guidesOf } from '../guides.ts';

type WholeTextProps = Pick<
  PanelProps,
  'config' | 'step' | 'select' | 'hover' | 'probeAt' | 'score' | 'stopScore' | 'words' | 'wide' | 'widthPx'
> & { text: TextInfo };

type Reading = { text: TextInfo; found: TextScore | 'reading' | 'failed' };

/** A reading of the whole text that is asked for by a button; another text has none yet. */
function useReading({ text, score, stopScore }: WholeTextProps) {
  const [reading, setReading] = useState<Reading | null>(null);
  const found = reading?.text === text ? reading.found : null;
  const busy = found === 'reading';
  // Leaving the text ends the reading: nobody waits for it.
  useEffect(() => (busy ? stopScore : undefined), [busy, stopScore]);
  const start = (): void => {
    const before = found !== null && typeof found === 'object' ? found : null;
    const answer = (result: TextScore | 'failed' | null): void =>
      setReading((now) => {
        if (now?.text !== text || now.found !== 'reading') return now;
        const kept = result ?? before;
        return kept && { text, found: kept };
      });
    setReading({ text, found: 'reading' });
    score().then(answer, () => answer('failed'));
  };
  return { found, start };
}

/** The whole text by what each token cost the model, its training and its held-out part apart. */
export function WholeText(props: WholeTextProps) {
  const { text, config, step, stopScore, words, widthPx } = props;
  const say = words.panels.loss;
  const { found, start } = useReading(props);
  const result = found !== null && typeof found === 'object' ? found : null;
  const tokens = formatCount(text.ids.length);
  return (
    <Part
      title={say.whole}
      widthPx={widthPx}
      note={text.examples ? say.wholeNoteTask : config.objective === 'masked' ? say.wholeNoteMasked : say.wholeNote}
      aside={
        found === 'reading' ? (
          <>
            <span className="quiet">{say.reading(tokens)}</span>
            <button type="button" className="button" onClick={stopScore}>
              {say.stop}
            </button>
          </>
        ) : (
          <>
            {result?.step !== step && (
              <button type="button" className="button" onClick={start}>
                {say.readAll(tokens, formatCount(step))}
              </button>
            )}
            {result && (
              <span className="quiet">
                {result.step === step ? say.atStep(formatCount(step)) : say.old(formatCount(result.step), formatCount(step))}
              </span>
            )}
          </>
        )
      }
    >
      {found === 'failed' && <p className="none">{say.failed}</p>}
      {result && <Found {...props} score={result} />}
    </Part>
  );
}

/** Tokens drawn at once. */
const PAGE = 240;
const WIDE_PAGE = 600;
const STRETCHES = 160;
const CHART_PX = 130;

type FoundProps = Omit<WholeTextProps, 'score'> & { score: TextScore };

const Found = memo(function Found({ text, config, score, select, hover, probeAt, words, wide, widthPx }: FoundProps) {
  const say = words.panels.loss;
  const { ids, trainTokens, uniformNats } = text;
  const { loss, guesses } = score;
  const size = wide ? WIDE_PAGE : PAGE;
  const [start, setStart] = useState(0);
  const last = Math.max(0, Math.ceil(ids.length / size) - 1);
  const page = Math.min(last, Math.floor(start / size));
  const [from, to] = [page * size, Math.min(ids.length, (page + 1) * size)];
  const { starts, means } = useMemo(() => stretchesOf(loss, STRETCHES), [loss]);
  const series = useMemo(
    () => [
      {
        label: say.alongMean(formatCount((starts[1] ?? ids.length) - (starts[0] ?? 0))),
        role: '--pred',
        x: starts,
        values: means,
      },
    ],
    [say, starts, means, ids],
  );
  const guides = useMemo(() => guidesOf({ text, words, widthPx }), [text, words, widthPx]);
  const shadeOf = useCallback((index: number) => Math.min(1, (loss[index] ?? Number.NaN) / uniformNats), [loss, uniformNats]);
  const describe = useCallback(
    (index: number) => {
      const nats = loss[index] ?? Number.NaN;
      const piece = pieceName(text, ids[index] ?? 0);
      if (Number.isNaN(nats)) return (text.examples ? say.unscored : say.unasked)(formatCount(index), piece);
      const guess = pieceName(text, guesses[index] ?? 0);
      return say.place(formatCount(index), piece, formatNumber(nats), formatNumber(Math.exp(-nats)), guess, index >= trainTokens);
    },
    [say, text, ids, loss, guesses, trainTokens],
  );
  // The position where a token was asked for is the one before it; masked, it is its own.
  const ahead = config.objective === 'masked' ? 0 : 1;
  const look = (index: number): void => {
    const at = Math.max(0, index - ahead);
    // An answer counts behind its own example, however long a context there would be before it.
    const example = text.examples ? exampleAt(text.examples, index) : null;
    const first = example ? Math.max(example.from, at + 1 - config.n_ctx) : windowOf(at, ids.length, config.n_ctx).start;
    select({ position: at - first, token: ids[index] ?? null });
    probeAt(first);
  };
  const turn = (next: number): void => setStart(Math.max(0, Math.min(last, next)) * size);
  return (
    <>
      <Accounts text={text} score={score} words={words} />
      {starts.length > 1 && (
        <LineChart
          series={series}
          guides={guides}
          {...guidesBeside(guides)}
          marker={trainTokens < ids.length ? { x: trainTokens, label: say.border } : null}
          yDomain={[0, Math.max(uniformNats, ...means.filter(Number.isFinite)) * 1.05]}
          widthPx={widthPx}
          heightPx={CHART_PX}
          label={say.along}
          xLabel={say.alongX}
          xFormat={formatCount}
          onSelect={(x) => setStart(x)}
        />
      )}
      <div className="loss__pages">
        <span className="loss__scale" aria-hidden="true">
          0 <span /> {say.scale(formatNumber(uniformNats))}
        </span>
        {last > 0 && (
          <>
            <TurnButton to="before" label={say.earlier} disabled={page === 0} onTurn={() => turn(page - 1)} />
            <TurnButton to="after" label={say.later} disabled={page === last} onTurn={() => turn(page + 1)} />
            <span className="quiet">{say.page(formatCount(from), formatCount(to - 1), formatCount(ids.length))}</span>
          </>
        )}
      </div>
      <TokenFlow
        ids={ids}
        vocabulary={text.vocabulary}
        from={from}
        to={to}
        heldOutFrom={trainTokens}
        shadeOf={shadeOf}
        label={say.whole}
        describe={describe}
        onHover={(index) => hover(index === null ? null : { token: ids[index] ?? null })}
        onSelect={look}
      />
    </>
  );
});
