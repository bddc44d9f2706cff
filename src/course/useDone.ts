import { useEffect } from 'react';
import { planOf } from '#lexicon/course.ts';
import type { StepId } from '#lexicon/course.ts';
import { finishStep } from '#state/course.ts';
import { useStore } from '#state/store.ts';
import { useTalk } from '#state/talk.ts';
import { useWriting } from '#state/writing.ts';
import { NO_ACTS, follow, isAct } from './acts.ts';
import { steps } from './index.ts';
import { knownNow } from './moment.ts';
import { selectorOf } from './places.ts';

const EVENTS = ['click', 'change', 'keydown', 'scroll'] as const;

/** Whether a hand has done anything on the page yet; where browsers do not tell, one may have. */
const isHandled = (): boolean => navigator.userActivation?.hasBeenActive ?? true;

/** Notices when the task of a step was done, once the page is ready for it: by what the store remembers, and by what the hands do in the step's place. */
export function useDone(id: StepId, ready: boolean): void {
  useEffect(() => {
    // While the page is still opening, what changes was not changed by the learner.
    if (!ready) return undefined;
    const { done, acts: on } = steps[id];
    const place = selectorOf(planOf(id).at);
    let then = knownNow();
    let before = then;
    let acts = NO_ACTS;
    const look = (): void => {
      const now = knownNow();
      // So is what the page puts back where it was left, before anybody has touched it.
      if (!isHandled()) then = before = now;
      acts = follow(acts, before, now);
      before = now;
      if (done(now, then, acts)) finishStep(id);
    };
    const onEvent = (event: Event): void => {
      const { target } = event;
      if (on === undefined || !(target instanceof Element) || !target.closest(place) || !isAct(event, target, on)) return;
      acts = { ...acts, touched: acts.touched + 1 };
      look();
    };
    const stops = [useStore.subscribe(look), useWriting.subscribe(look), useTalk.subscribe(look)];
    for (const name of EVENTS) document.addEventListener(name, onEvent, true);
    look();
    return () => {
      for (const stop of stops) stop();
      for (const name of EVENTS) document.removeEventListener(name, onEvent, true);
    };
  }, [id, ready]);
}
