import { useRef } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { attempt } from '#state/actions/toasts.ts';
import { nearestKept, scrub, stepPlayhead } from '#state/actions/train.ts';
import { selectCheckpoints, selectPlayhead, selectVersus, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { formatCount } from '#view/format.ts';

import { VersusHandle } from './Versus.tsx';

/** The plot's margin, so that the playhead stands under its step. */
const LEFT_PX = 42;
/** Kept steps closer to each other than this share one tick. */
const TICK_APART_PX = 3;

type PlayheadProps = { domain: readonly [number, number]; last: number; widthPx: number; rightPx: number };

/** Ticks for the kept steps, thinned to what can be told apart. */
function ticksOf(checkpoints: Float64Array, place: (step: number) => number): number[] {
  const ticks: number[] = [];
  for (const step of checkpoints) {
    const x = place(step);
    if (x - (ticks.at(-1) ?? -Infinity) >= TICK_APART_PX) ticks.push(x);
  }
  return ticks;
}

/** The step that all panels show: dragged over the kept steps, or live at the newest. */
export function Playhead({ domain: [low, high], last, widthPx, rightPx }: PlayheadProps) {
  const words = useWords().shell.run;
  const playhead = useStore(selectPlayhead);
  const checkpoints = useStore(selectCheckpoints);
  const versus = useStore(selectVersus);
  const track = useRef<HTMLDivElement>(null);
  const plotPx = Math.max(1, widthPx - LEFT_PX - rightPx);
  const place = (step: number): number => ((step - low) / Math.max(1, high - low)) * plotPx;
  const at = playhead ?? last;
  const ticks = ticksOf(checkpoints, place);

  const go = (event: PointerEvent): void => {
    const box = track.current?.getBoundingClientRect();
    if (!box) return;
    const step = low + ((event.clientX - box.left) / box.width) * (high - low);
    const kept = nearestKept(checkpoints, step);
    const isNewest = kept === undefined || step >= (kept + last) / 2;
    const beyond = kept === checkpoints[checkpoints.length - 1] && isNewest;
    void attempt(scrub(beyond ? null : (kept ?? null)));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowDown') stepPlayhead(-1);
    else if (event.key === 'ArrowRight' || event.key === 'ArrowUp') stepPlayhead(1);
    else if (event.key === 'Home') void attempt(scrub(checkpoints[0] ?? null));
    else if (event.key === 'End') void attempt(scrub(null));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="playhead" style={{ paddingLeft: LEFT_PX, paddingRight: rightPx }}>
      <div
        ref={track}
        className="playhead__track"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          go(event);
        }}
        onPointerMove={(event) => event.buttons > 0 && go(event)}
      >
        {ticks.map((x) => (
          <i key={x} className="playhead__tick" style={{ left: x }} />
        ))}
        <div
          className={playhead === null ? 'playhead__handle' : 'playhead__handle playhead__handle--held'}
          style={{ left: place(at) }}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a range input cannot stand on kept steps alone
          role="slider"
          tabIndex={0}
          title={words.playheadKeys}
          aria-label={words.playhead}
          aria-valuemin={checkpoints[0] ?? low}
          aria-valuemax={last}
          aria-valuenow={at}
          aria-valuetext={
            playhead === null ? `${words.playheadAt(formatCount(at))}, ${words.live}` : words.playheadAt(formatCount(at))
          }
          onKeyDown={onKeyDown}
        >
          {versus !== null && <b aria-hidden="true">A</b>}
        </div>
        {versus !== null && <VersusHandle versus={versus} place={place} track={track} low={low} high={high} />}
      </div>
      <button
        type="button"
        className={playhead === null ? 'playhead__live playhead__live--on' : 'playhead__live'}
        aria-pressed={playhead === null}
        title={words.goLive}
        onClick={() => void attempt(scrub(null))}
      >
        {words.live}
      </button>
    </div>
  );
}
