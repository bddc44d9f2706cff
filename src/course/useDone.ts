import { useEffect } from 'react';
import { planOf } from '#lexicon/course.ts';
import type { StepId } from '#lexicon/course.ts';
import { finishStep } from '#state/course.ts';
import { selectPhase } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { useTalk } from '#state/talk.ts';
import { useWriting } from '#state/writing.ts';
import { steps } from './index.ts';
import { knownNow } from './moment.ts';
import { selectorOf } from './places.ts';

const ACTS = ['click', 'change', 'keydown'] as const;

/** Notices when the task of a step was done: by what the store remembers, and by what the hands do in the step's place. */
export function useDone(id: StepId): void {
  const ready = useStore(selectPhase) === 'ready';
  useEffect(() => {
    // While the page is still opening, what changes was not changed by the learner.
    if (!ready) return undefined;
    const { done } = steps[id];
    const place = selectorOf(planOf(id).at);
    const then = knownNow();
    let touched = 0;
    const look = (): void => {
      if (done(knownNow(), then, touched)) finishStep(id);
    };
    const onAct = ({ target }: Event): void => {
      if (!(target instanceof Element) || !target.closest(place)) return;
      touched++;
      look();
    };
    const stops = [useStore.subscribe(look), useWriting.subscribe(look), useTalk.subscribe(look)];
    for (const act of ACTS) document.addEventListener(act, onAct, true);
    return () => {
      for (const stop of stops) stop();
      for (const act of ACTS) document.removeEventListener(act, onAct, true);
    };
  }, [id, ready]);
}
