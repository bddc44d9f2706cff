import type { Words } from '#lexicon/words/en.ts';
import { openRunFile, runFile } from '#state/actions/library.ts';
import { useStore } from '#state/store.ts';

const ENDING = 'gfrun';

/** Whether a file says of itself that it is a run. */
export function isRunFile(name: string): boolean {
  return name.toLowerCase().endsWith(`.${ENDING}`);
}

/** A name that every file system takes. */
function fileName(name: string, otherwise: string): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `${plain === '' ? otherwise : plain.slice(0, 60)}.${ENDING}`;
}

/** Hands bytes to the person as a file. */
function download(bytes: Uint8Array, name: string): void {
  const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by then; freed at once, some have not.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Saves the running model with its past as a file. */
export async function saveRunFile(words: Words): Promise<void> {
  download(await runFile(), fileName(useStore.getState().keeping.name, words.keeping.fileName));
}

/** Opens a run's file. */
export async function readRunFile(file: File): Promise<void> {
  await openRunFile(new Uint8Array(await file.arrayBuffer()));
}
