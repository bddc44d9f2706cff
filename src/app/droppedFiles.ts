/** A file with its path below what was dropped or picked. */
export type PlacedFile = { path: string; file: File };

/** More files than any model has; what lies beyond is left alone. */
const MAX_FILES = 1000;

const entriesOf = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
  new Promise((resolve, reject) => reader.readEntries(resolve, reject));
const fileOf = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => entry.file(resolve, reject));

async function* filesBelow(entry: FileSystemEntry): AsyncGenerator<PlacedFile> {
  if (entry.isFile) yield { path: entry.fullPath, file: await fileOf(entry as FileSystemFileEntry) };
  if (!entry.isDirectory) return;
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A directory tells its entries a hundred at a time, and nothing when all are told.
  for (let entries = await entriesOf(reader); entries.length > 0; entries = await entriesOf(reader)) {
    for (const inner of entries) yield* filesBelow(inner);
  }
}

/** All files of a list that a person picked. */
export function pickedFiles(list: FileList | null): PlacedFile[] {
  return Array.from(list ?? [], (file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** All files that were dropped, those in folders too. Must be called while the event is being handled. */
export function droppedFiles(transfer: DataTransfer): Promise<PlacedFile[]> {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const plain = pickedFiles(transfer.files);
  return entries.length > 0 ? filesOf(entries) : Promise.resolve(plain);
}

async function filesOf(entries: readonly FileSystemEntry[]): Promise<PlacedFile[]> {
  const files: PlacedFile[] = [];
  for (const entry of entries) {
    for await (const file of filesBelow(entry)) {
      if (files.length === MAX_FILES) return files;
      files.push(file);
    }
  }
  return files;
}
