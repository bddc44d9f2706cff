import type { Commands } from '#lexicon/commands.ts';
import { checkTrainable } from '#lexicon/check.ts';
import { fail } from '#lexicon/problems.ts';
import { exampleOf, tellStep } from './apart.ts';
import type { HeldStep } from './apart.ts';
import type { Engine } from './engine.ts';

type Part = Pick<
  { [N in keyof Commands]: (args: Commands[N]['args']) => Promise<Commands[N]['result']> },
  'stepApart' | 'showApart' | 'compare'
>;

/** What is shown besides the run's own present: a step taken apart, and a second kept step. */
export function apartHandlers(engine: Engine): Part {
  let held: HeldStep | null = null;
  const show = (example: number | null): void => {
    engine.frames.held = held && example !== null ? exampleOf(held, example) : null;
    engine.frames.request();
  };
  return {
    stepApart: async () => {
      held = null;
      show(null);
      checkTrainable(engine.running().config);
      if (!engine.running().text) throw fail('textEmpty', { tokens: 0 });
      const step = await engine.player.stepApart();
      const told = await engine.lock.run(() => tellStep(step));
      held = step;
      show(0);
      return told;
    },
    showApart: async ({ example }) => {
      if (example !== null && held) {
        const max = held.batch.B - 1;
        if (!Number.isInteger(example) || example < 0 || example > max)
          throw fail('fieldRange', { field: 'example', min: 0, max, got: String(example) });
      }
      if (example === null) held = null;
      show(example);
      return null;
    },
    compare: async ({ step }) => {
      const kept = engine.running().checkpoints.nearest(step);
      engine.frames.other = kept?.step ?? null;
      engine.frames.request();
      return { step: kept?.step ?? null };
    },
  };
}
