import type { Library, RunInfo } from '#lexicon/messages.ts';
import type { HideablePart } from '#lexicon/hideable.ts';
import { call } from '../engine.ts';
import { useStore } from '../store.ts';
import { seek } from './train.ts';

/** Earlier states that a file takes along. */
const FILE_CHECKPOINTS = 40;

/** The runs that are kept. */
export function library(): Promise<Library> {
  return call('library', {});
}

/** Puts the playhead where it stood when the run was saved. */
export async function seekWhereLeft(): Promise<void> {
  const { playhead } = useStore.getState().keeping;
  if (playhead !== null) await seek(playhead);
}

async function opened(run: Promise<RunInfo>): Promise<RunInfo> {
  const info = await run;
  useStore.setState({ draft: null });
  await seekWhereLeft();
  return info;
}

/** Opens a kept run in place of the running one, which stays kept. */
export function openKept(key: string): Promise<RunInfo> {
  return opened(call('openKept', { key }));
}

export async function renameKept(key: string, name: string): Promise<void> {
  await call('renameKept', { key, name });
}

/** Copies a run; answers with the key of the copy. */
export async function duplicateKept(key: string): Promise<string> {
  return (await call('duplicateKept', { key })).key;
}

/** Takes a run out of the library, or brings it back. */
export async function deleteKept(key: string, deleted: boolean): Promise<void> {
  await call('deleteKept', { key, deleted });
}

/** Makes this tab the one that saves the run that another tab has open. */
export function takeOver(): Promise<RunInfo> {
  return opened(call('takeOver', {}));
}

/** The whole run as a file's bytes, exact enough to go on from. */
export function runFile(): Promise<Uint8Array> {
  const { keeping, playhead } = useStore.getState();
  return call('record', { checkpoints: FILE_CHECKPOINTS, width: 'exact', name: keeping.name, playhead });
}

/** Opens a run's file. @throws notRecorded with what was found instead; the running model stays then */
export function openRunFile(bytes: Uint8Array): Promise<RunInfo> {
  return opened(call('openRecorded', { bytes }));
}

/** Leaves parts of the page out. */
export function hideParts(hidden: readonly HideablePart[]): void {
  useStore.setState({ hidden });
}
