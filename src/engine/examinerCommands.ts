import type { Commands } from '#lexicon/commands.ts';
import { fail } from '#lexicon/problems.ts';
import { progressOf } from './emit.ts';
import type { Emit } from './emit.ts';
import type { Engine } from './engine.ts';
import { MOST_ANSWERS } from './examiner.ts';
import { stopping } from './stoppable.ts';

type Handlers = {
  [N in 'examine' | 'stopExamining']: (args: Commands[N]['args']) => Promise<Commands[N]['result']>;
};

/** The commands by which the model answers held-out examples of its task. */
export function examinerHandlers(engine: Engine, emit: Emit): Handlers {
  const onProgress = progressOf(emit, 'examine');
  return {
    examine: async ({ count }) => {
      if (!Number.isInteger(count) || count < 1 || count > MOST_ANSWERS)
        throw fail('fieldRange', { field: 'count', min: 1, max: MOST_ANSWERS, got: String(count) });
      return engine.examiner.examine(engine.running(), count, onProgress);
    },
    stopExamining: stopping(engine.examiner, onProgress),
  };
}
