import { checkInterventions } from '#lexicon/interventions.ts';
import type { WritingCommands } from '#lexicon/writing.ts';
import { Ablater } from './ablate.ts';
import type { Emit } from './emit.ts';
import type { Engine } from './engine.ts';

type Part = {
  [N in 'intervene' | 'ablate' | 'stopAblate']: (args: WritingCommands[N]['args']) => Promise<WritingCommands[N]['result']>;
};

/** The commands that change the forward pass, for good or for a comparison. */
export function interventionHandlers(engine: Engine, emit: Emit): Part {
  const ablater = new Ablater(engine.lock);
  const progress = (fraction: number): void => emit('progress', { task: 'ablate', fraction });
  return {
    intervene: ({ list }) =>
      engine.lock.run(async () => {
        const run = engine.running();
        run.interventions = checkInterventions(run.config, list);
        emit('interventions', { runId: run.id, list: run.interventions });
        engine.frames.request();
        return null;
      }),
    ablate: ({ step }) => ablater.ablate(engine.running(), step, progress),
    stopAblate: async () => {
      ablater.stop();
      progress(1);
      return null;
    },
  };
}
