import type { Commands } from '#lexicon/commands.ts';
import type { RunInfo } from '#lexicon/messages.ts';
import { fail } from '#lexicon/problems.ts';
import { call } from '../engine.ts';
import { useStore } from '../store.ts';

/** Earlier states that a page to look back in takes along. */
const REPLAY_CHECKPOINTS = 40;

/** Files by name. */
export type Files = Commands['openFolder']['args']['files'];

/** The running model as a folder that other tools read, with what is needed to go on exactly. */
export function saveFolder(): Promise<Commands['saveFolder']['result']> {
  return call('saveFolder', {});
}

/** The same in one archive, in a folder of that name. */
export function zipFolder(name: string): Promise<Uint8Array> {
  return call('zipFolder', { name });
}

/** A page's worth of the run: only what writing, or looking back, needs. */
export function recordFor(purpose: 'writer' | 'replay'): Promise<Uint8Array> {
  const { keeping } = useStore.getState();
  return call('record', { checkpoints: REPLAY_CHECKPOINTS, width: 'small', name: keeping.name, purpose });
}

/** Opens a model out of files. @throws filesUnknown, fileBroken with what was found; the running model stays then */
export async function openFolder(files: Files): Promise<RunInfo> {
  const isBytes = typeof files === 'object' && Object.values(files ?? {}).every((bytes) => bytes instanceof Uint8Array);
  if (!isBytes) throw fail('fieldType', { field: 'files', wanted: '{ name: Uint8Array }', got: typeof files });
  const info = await call('openFolder', { files });
  useStore.setState({ draft: null });
  return info;
}
