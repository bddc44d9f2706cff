import { useEffect, useRef } from 'react';
import { takeApart, goToPhase, passApart, scrubPhase, setApartSpeed, stepPhase, toggleApart } from '#state/actions/apart.ts';
import { endApart } from '#state/actions/endApart.ts';
import { attempt } from '#state/actions/toasts.ts';
import { PHASES, SPEEDS } from '#state/apart.ts';
import type { Apart } from '#state/apart.ts';
import { selectLanguage } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { formatCount } from '#view/format.ts';
import { Icon } from '#view/Icon.tsx';
import { useWidth } from '#view/useWidth.ts';
import { mayNotMove } from '../keyboard.ts';
import { Batch } from './Batch.tsx';
import { Losses } from './Losses.tsx';
import { Pass } from './Pass.tsx';
import './Slow.css';
import { Update } from './Update.tsx';
import { SLOW_WORDS } from './words.ts';

/** The layout in one column, as App.css has it. */
const ONE_COLUMN = '(max-width: 799px)';
/** Without motion a sub-step stands still for so long, then the next one does. */
const STANDS_MS = 3000;
/** A tab that was away does not jump by more than this. */
const MOST_MS = 100;

/** Lets time pass for a slow motion that plays: with every paint, or in whole sub-steps where nothing may move. */
function useClock(playing: boolean): void {
  useEffect(() => {
    if (!playing) return undefined;
    if (mayNotMove()) {
      const timer = setInterval(() => passApart(Number.MAX_SAFE_INTEGER), STANDS_MS);
      return () => clearInterval(timer);
    }
    let last = performance.now();
    let request = requestAnimationFrame(function tick(now: number) {
      passApart(Math.max(0, Math.min(MOST_MS, now - last)));
      last = now;
      request = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(request);
  }, [playing]);
}

/** One training step taken apart: its sub-steps by name, what happens in each with the step's own numbers, and how fast. */
export function SlowMotion({ apart }: { apart: Apart }) {
  const language = useStore(selectLanguage);
  const words = SLOW_WORDS[language];
  const { told, phase, playing } = apart;
  const body = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(body);
  useClock(playing);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // In one column it stands among the pictures, perhaps out of sight of the button that began it.
    if (matchMedia(ONE_COLUMN).matches) section.current?.scrollIntoView({ block: 'start' });
  }, [told.step]);
  return (
    <section ref={section} className="slow" aria-label={words.title(formatCount(told.step))}>
      <header className="slow__head">
        <h2 className="heading">{words.title(formatCount(told.step))}</h2>
        <Controls apart={apart} />
        <button type="button" className="button" title={words.skipHelp} onClick={() => void attempt(endApart())}>
          {words.skip}
        </button>
      </header>
      <ol className="slow__phases">
        {PHASES.map((each) => (
          <li key={each} className={each === phase ? 'slow__phase slow__phase--on' : 'slow__phase'}>
            <button type="button" aria-current={each === phase ? 'step' : undefined} onClick={() => goToPhase(each)}>
              {words.phases[each]}
            </button>
            {each === phase && <i className="slow__share" style={{ width: `${100 * apart.share}%` }} />}
          </li>
        ))}
      </ol>
      <p className="quiet" aria-live="polite">
        {words.says[phase]}
      </p>
      <div ref={body} className="slow__body">
        {widthPx > 0 && <Body apart={apart} widthPx={widthPx} />}
      </div>
      {told.dropout > 0 && <p className="quiet slow__note">{words.dropout(String(told.dropout))}</p>}
    </section>
  );
}

function Body({ apart, widthPx }: { apart: Apart; widthPx: number }) {
  switch (apart.phase) {
    case 'batch':
      return <Batch apart={apart} />;
    case 'forward':
    case 'backward':
      return <Pass apart={apart} widthPx={widthPx} onScrub={scrubPhase} />;
    case 'loss':
      return <Losses apart={apart} widthPx={widthPx} />;
    case 'update':
      return <Update apart={apart} widthPx={widthPx} />;
  }
}

/** Play and hold, sub-step by sub-step, speed, the next step. */
function Controls({ apart }: { apart: Apart }) {
  const words = SLOW_WORDS[useStore(selectLanguage)];
  const { playing, phase, speed } = apart;
  return (
    <div className="slow__controls" title={words.keys}>
      <button
        type="button"
        className="button button--icon"
        aria-label={words.back}
        title={words.back}
        disabled={phase === 'batch'}
        onClick={() => stepPhase(-1)}
      >
        <Icon name="back" sizePx={13} />
      </button>
      <button type="button" className="button button--main" onClick={toggleApart}>
        <Icon name={playing ? 'pause' : 'play'} sizePx={13} />
        {playing ? words.pause : words.play}
      </button>
      <button
        type="button"
        className="button button--icon slow__next"
        aria-label={words.next}
        aria-keyshortcuts="s"
        title={`${words.next} (S)`}
        disabled={phase === 'update'}
        onClick={() => stepPhase(1)}
      >
        <Icon name="back" sizePx={13} />
      </button>
      <select aria-label={words.speed} value={String(speed)} onChange={(event) => setApartSpeed(Number(event.target.value))}>
        {SPEEDS.map((each) => (
          <option key={each} value={String(each)}>
            {words.times(String(each))}
          </option>
        ))}
      </select>
      <button type="button" className="button" title={words.againHelp} onClick={() => void attempt(takeApart(playing))}>
        {words.again}
      </button>
    </div>
  );
}
