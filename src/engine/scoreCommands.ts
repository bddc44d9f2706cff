import type { Commands } from '#lexicon/commands.ts';
import type { Emit } from './emit.ts';
import type { Engine } from './engine.ts';
import { Scorer } from './score.ts';

type Handlers = {
  [N in 'score' | 'stopScore']: (args: Commands[N]['args']) => Promise<Commands[N]['result']>;
};

/** The commands that read the whole text for what its tokens cost. */
export function scoreHandlers(engine: Engine, emit: Emit): Handlers {
  const scorer = new Scorer(engine.lock);
  return {
    score: ({ step }) => scorer.score(engine.running(), step, (fraction) => emit('progress', { task: 'score', fraction })),
    stopScore: async () => {
      scorer.stop();
      emit('progress', { task: 'score', fraction: 1 });
      return null;
    },
  };
}
