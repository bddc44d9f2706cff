import { problem } from '#lexicon/problems.ts';
import { call } from '../engine.ts';
import { useStore } from '../store.ts';
import { boot } from './boot.ts';
import type { BootSource } from './boot.ts';
import { watchAgain } from './look.ts';
import { attempt, say } from './toasts.ts';

/**
 * Goes on with a new engine in the place of one that died: with the run that was open, as it was saved last, with the same
 * pictures and the same changes of the forward pass. What cannot be taken back any more (runs that only the dead engine
 * held) is forgotten. Says at which step it goes on.
 */
export async function beginAgain(source: BootSource): Promise<void> {
  const { step: reached, interventions, training } = useStore.getState();
  useStore.setState({
    phase: 'starting',
    run: null,
    training: { ...training, state: 'idle' },
    playhead: null,
    versus: null,
    apart: null,
    divergence: null,
    preview: null,
    progress: null,
    examining: false,
    generating: false,
    past: [],
    future: [],
  });
  await boot(source);
  const step = useStore.getState().run?.step ?? 0;
  say(problem('engineLost', { step, lost: Math.max(0, reached - step) }));
  await attempt(watchAgain());
  if (interventions.length > 0) await attempt(call('intervene', { list: interventions }));
}
