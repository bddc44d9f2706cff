import type { Commands } from '#lexicon/commands.ts';
import { fail } from '#lexicon/problems.ts';
import type { Emit } from './emit.ts';
import type { Engine } from './engine.ts';
import { MOST_ANSWERS } from './examiner.ts';

type Handlers = {
  [N in 'examine' | 'stopExamining']: (args: Commands[N]['args']) => Promise<Commands[N]['result']>;
};

/** The commands by which the model answers held-out examples of its task. */
export function examinerHandlers(engine: Engine, emit: Emit): Handlers {
  return {
    examine: async ({ count }) => {
      if (!Number.isInteger(count) || count < 1 || count > MOST_ANSWERS)
        throw fail('fieldRange', { field: 'count', min: 1, max: MOST_ANSWERS, got: String(count) });
      return engine.examiner.examine(engine.running(), count, (fraction) => emit('progress', { task: 'examine', fraction }));
    },
    stopExamining: async () => {
      engine.examiner.stop();
      emit('progress', { task: 'examine', fraction: 1 });
      return null;
    },
  };
}
