import type { EventHandlers } from '#lexicon/events.ts';
import { currentFrame } from './frame.ts';
import { runMetrics } from './metrics.ts';
import { say } from './actions/toasts.ts';
import { useStore } from './store.ts';
import type { State } from './store.ts';

/** What the handlers need from the rim. */
export type Rim = {
  /** Calls back when the next picture is due; the page passes requestAnimationFrame. */
  nextPaint: (then: () => void) => void;
  /** A frame has come; the page draws it and says when it has. */
  onFrame: () => void;
  /** The engine lives for as long as it holds the lock of this name. */
  onAlive?: (lock: string) => void;
};

/** Texts sampled while training that are kept for the list. */
const SAMPLES_KEPT = 60;

/**
 * What each event of the engine does to the page. Events that come many times a second are gathered and reach
 * the store once a painted picture.
 */
export function createHandlers({ nextPaint, onFrame, onAlive }: Rim): EventHandlers {
  let gathered: Partial<State> | null = null;

  const flush = (): void => {
    const patch = gathered;
    gathered = null;
    if (patch) useStore.setState(patch);
  };
  const gather = (patch: Partial<State>): void => {
    if (gathered === null) nextPaint(flush);
    gathered = { ...gathered, ...patch };
  };
  const set = (patch: Partial<State>): void => {
    flush();
    useStore.setState(patch);
  };

  const nextMetrics = (): Partial<State> => ({ metricsVersion: useStore.getState().metricsVersion + 1 });

  return {
    alive: ({ lock }) => onAlive?.(lock),
    catalogue: (catalogue) => set({ catalogue }),
    backend: (backend) => set({ backend }),
    run: (run) => {
      const isNew = run.runId !== useStore.getState().run?.runId;
      if (isNew) {
        runMetrics.clear();
        set({
          ...nextMetrics(),
          samples: [],
          checkpoints: new Float64Array(0),
          playhead: null,
          divergence: null,
          versus: null,
          apart: null,
          taskScores: [],
          taskReport: null,
        });
      }
      set({ run, config: run.config, step: run.step });
    },
    text: ({ runId: _, ...text }) => set({ text, probedFrom: 0, hovered: null }),
    state: ({ runId: _, ...training }) => gather({ training, ...(training.state === 'diverged' ? {} : { divergence: null }) }),
    metrics: ({ columns, all }) => {
      runMetrics.append(columns, all);
      const last = runMetrics.last();
      gather({ ...nextMetrics(), ...(last ? { step: last.step } : {}) });
    },
    evaluations: ({ rows, all }) => {
      runMetrics.evaluate(rows, all);
      gather(nextMetrics());
    },
    checkpoints: ({ steps }) => gather({ checkpoints: steps }),
    frame: (frame) => {
      currentFrame.take(frame);
      gather({ frameVersion: useStore.getState().frameVersion + 1 });
      onFrame();
    },
    samples: ({ rows, all }) => {
      const known = all ? [] : (gathered?.samples ?? useStore.getState().samples);
      gather({ samples: [...known, ...rows].slice(-SAMPLES_KEPT) });
    },
    interventions: ({ list }) => set({ interventions: list }),
    twinLosses: (twinLosses) => gather({ twinLosses }),
    taskScores: ({ rows }) => gather({ taskScores: rows }),
    taskReport: (taskReport) => gather({ taskReport }),
    progress: (progress) => set({ progress: progress.fraction < 1 ? progress : null }),
    keeping: (keeping) => set({ keeping }),
    failure: (problem) => {
      flush();
      if (problem.code === 'diverged') set({ divergence: problem.params });
      else say(problem);
    },
  };
}
