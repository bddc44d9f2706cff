import type { EventName, Events } from '#lexicon/events.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { Engine } from '#engine/engine.ts';
import { Keeper } from '#engine/keep/keeper.ts';
import { startKeeping } from '#engine/keepCommands.ts';
import { SIZES } from './sizes.ts';

/** Long enough for several saves, of a large model too. */
const SLICE_MS = 8000;
const STORY = 'The fog lifted over the harbour, and the boats came home one by one.\n'.repeat(80);

export type SavingOptions = { size: string; wasmBase: string };
/** One slice of training: `saves` is how many were made in it. */
export type SavingSlice = { steps: number; ms: number; saves: number };
/** An engine that trains without a stop and without pictures; by turns its keeper has a store to save to and has none. */
export type SavingBench = {
  backend: string;
  parameters: number;
  slice: (isSaving: boolean) => Promise<SavingSlice>;
  /** Ends the training and saves so many times, one save after the other and each of the whole state. */
  save: (times: number) => Promise<void>;
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts the engine on a model of a named size, and its training. @throws for a name that no size has */
export async function startSaving({ size, wasmBase }: SavingOptions): Promise<SavingBench> {
  const config = SIZES[size];
  if (!config) throw new Error(`startSaving: '${size}' came, one of ${Object.keys(SIZES).join(', ')} was wanted`);
  let saves = 0;
  const emit = <N extends EventName>(name: N, value: Events[N]): void => {
    if (name === 'failure') throw new Error(JSON.stringify(value));
    if (name === 'keeping' && (value as Events['keeping']).state === 'kept') saves++;
  };
  const engine = new Engine(emit);
  const { name: backend } = await engine.backend.start(wasmBase);
  const keeper = new Keeper(engine, emit);
  await startKeeping(keeper);
  await engine.openText(STORY, config);
  const { store } = keeper;
  keeper.store = null;
  void engine.player.train(null);
  const slice = async (isSaving: boolean): Promise<SavingSlice> => {
    const run = engine.running();
    const [step, before, began] = [run.step, saves, performance.now()];
    keeper.store = isSaving ? store : null;
    await pause(SLICE_MS);
    keeper.store = null;
    return { steps: run.step - step, ms: performance.now() - began, saves: saves - before };
  };
  const save = async (times: number): Promise<void> => {
    await engine.player.pause();
    keeper.store = store;
    await keeper.settle();
    for (let time = 0; time < times; time++) {
      // As if a weight had been set by hand: without it there would be nothing to save.
      engine.running().edits = time + 1;
      await keeper.settle();
    }
    keeper.store = null;
  };
  return { backend, parameters: weightLayout(engine.running().config).parameters, slice, save };
}
