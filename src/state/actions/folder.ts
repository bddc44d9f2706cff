import type { Commands, RunInfo } from '#lexicon/messages.ts';
import { fail } from '#lexicon/problems.ts';
import { call } from '../engine.ts';
import { useStore } from '../store.ts';

/** Files by name. */
export type Files = Commands['openFolder']['args']['files'];

/** The running model as a folder that other tools read, with what is needed to go on exactly. */
export function saveFolder(): Promise<Commands['saveFolder']['result']> {
  return call('saveFolder', {});
}

/** Opens a model out of files. @throws filesUnknown, fileBroken with what was found; the running model stays then */
export async function openFolder(files: Files): Promise<RunInfo> {
  const isBytes = typeof files === 'object' && Object.values(files ?? {}).every((bytes) => bytes instanceof Uint8Array);
  if (!isBytes) throw fail('fieldType', { field: 'files', wanted: '{ name: Uint8Array }', got: typeof files });
  const info = await call('openFolder', { files });
  useStore.setState({ draft: null });
  return info;
}
