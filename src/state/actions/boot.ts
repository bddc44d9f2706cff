import type { RunConfig } from '#lexicon/config.ts';
import type { KeepArgs, RunInfo } from '#lexicon/messages.ts';
import { call } from '../engine.ts';
import { problemOf } from '../link.ts';
import { useStore } from '../store.ts';
import { say } from './toasts.ts';

/** Where the first frame comes from. */
export type BootSource = {
  /** The recorded run; when it cannot be opened, a model is built on the text of `sample`. */
  runUrl: string;
  sample: () => Promise<string>;
  wasmBase: string;
  /** The kept run that this tab had open. A kept run comes before the recorded one. */
  keep: KeepArgs;
  /** The run that the page's address describes. */
  link: { text: string; config: Partial<RunConfig> } | null;
};

/** Opens what the address describes; a run that cannot be built is said, and comes to nothing. */
async function bootLink({ link, wasmBase, keep }: BootSource): Promise<RunInfo | null> {
  if (!link) return null;
  try {
    return await call('boot', { ...link, wasmBase, keep });
  } catch (error) {
    say(problemOf(error));
    return null;
  }
}

/** Starts the engine: on the run of the address, on the one kept last, on the recorded one, or on the sample's text. */
export async function boot(source: BootSource): Promise<void> {
  const { runUrl, sample, wasmBase, keep } = source;
  try {
    if ((await bootLink(source)) === null)
      await call('boot', { runUrl, wasmBase, keep }).catch(async (): Promise<RunInfo> =>
        call('boot', { text: await sample(), wasmBase, keep }),
      );
    useStore.setState({ phase: 'ready' });
  } catch (error) {
    useStore.setState({ phase: 'failed' });
    say(problemOf(error));
    throw error;
  }
}
