import { useRef } from 'react';
import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import { compareWith } from '#state/actions/setting.ts';
import { attempt } from '#state/actions/toasts.ts';
import { nearestKept, scrubVersus, toggleVersus } from '#state/actions/train.ts';
import { countBefore } from '#state/metrics.ts';
import { selectCheckpoints, selectPhase, selectVersus, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { formatCount } from '#view/format.ts';

type HandleProps = {
  versus: number;
  place: (step: number) => number;
  track: RefObject<HTMLDivElement | null>;
  low: number;
  high: number;
};

/** The second playhead: the kept step that panels subtract. */
export function VersusHandle({ versus, place, track, low, high }: HandleProps) {
  const words = useWords().shell;
  const checkpoints = useStore(selectCheckpoints);
  const drags = useRef(0);
  const drag = (event: PointerEvent): void => {
    const box = track.current?.getBoundingClientRect();
    if (!box) return;
    const kept = nearestKept(checkpoints, low + ((event.clientX - box.left) / box.width) * (high - low));
    if (kept !== undefined && kept !== versus) void attempt(scrubVersus(kept, `versus ${drags.current}`));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const here = countBefore(checkpoints, checkpoints.length, versus);
    const keys: Record<string, number | undefined> = {
      ArrowLeft: checkpoints[here - 1],
      ArrowDown: checkpoints[here - 1],
      ArrowRight: checkpoints[here + 1],
      ArrowUp: checkpoints[here + 1],
      Home: checkpoints[0],
      End: checkpoints[checkpoints.length - 1],
    };
    if (event.key === 'Delete' || event.key === 'Backspace') void attempt(compareWith(null));
    else if (!(event.key in keys)) return;
    else {
      const next = keys[event.key];
      if (next !== undefined) void attempt(compareWith(next));
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className="playhead__handle playhead__handle--b"
      style={{ left: place(versus) }}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a range input cannot stand on kept steps alone
      role="slider"
      tabIndex={0}
      aria-label={words.versus.playhead}
      aria-valuemin={checkpoints[0] ?? low}
      aria-valuemax={checkpoints[checkpoints.length - 1] ?? high}
      aria-valuenow={versus}
      aria-valuetext={words.run.playheadAt(formatCount(versus))}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.stopPropagation();
        drags.current++;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        event.stopPropagation();
        if (event.buttons > 0) drag(event);
      }}
    >
      <b aria-hidden="true">B</b>
    </div>
  );
}

/** Begins and ends the comparison of two steps. */
export function VersusButton() {
  const words = useWords().shell.versus;
  const versus = useStore(selectVersus);
  const phase = useStore(selectPhase);
  return (
    <button
      type="button"
      className={versus === null ? 'playhead__live run__versus' : 'playhead__live playhead__live--on run__versus'}
      aria-pressed={versus !== null}
      aria-keyshortcuts="b"
      aria-label={versus === null ? words.start : words.end}
      title={versus === null ? words.startHelp : words.end}
      disabled={phase !== 'ready'}
      onClick={() => void attempt(toggleVersus())}
    >
      {words.mark}
    </button>
  );
}
