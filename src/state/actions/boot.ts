import type { RunInfo } from '#lexicon/messages.ts';
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
};

/** Starts the engine on the recorded run, or on the sample's text where there is none. */
export async function boot({ runUrl, sample, wasmBase }: BootSource): Promise<void> {
  try {
    await call('boot', { runUrl, wasmBase }).catch(async (): Promise<RunInfo> =>
      call('boot', { text: await sample(), wasmBase }),
    );
    useStore.setState({ phase: 'ready' });
  } catch (error) {
    useStore.setState({ phase: 'failed' });
    say(problemOf(error));
    throw error;
  }
}
