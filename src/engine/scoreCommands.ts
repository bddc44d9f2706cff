import type { Commands } from '#lexicon/commands.ts';
import { progressOf } from './emit.ts';
import type { Emit } from './emit.ts';
import type { Engine } from './engine.ts';
import { Scorer } from './score.ts';
import { stopping } from './stoppable.ts';

type Handlers = {
  [N in 'score' | 'stopScore']: (args: Commands[N]['args']) => Promise<Commands[N]['result']>;
};

/** The commands that read the whole text for what its tokens cost. */
export function scoreHandlers(engine: Engine, emit: Emit): Handlers {
  const scorer = new Scorer(engine.lock);
  const onProgress = progressOf(emit, 'score');
  return {
    score: ({ step }) => scorer.score(engine.running(), step, onProgress),
    stopScore: stopping(scorer, onProgress),
  };
}
