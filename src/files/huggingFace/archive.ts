import { unzipSync, zipSync } from 'fflate';
import { HuggingFaceError } from './config.ts';

/** Files by name. */
type Files = Readonly<Record<string, Uint8Array>>;

/** What an archive may unpack to, in bytes and in files. */
const MAX_BYTES = 2 ** 31;
const MAX_FILES = 1000;

const isArchive = (name: string): boolean => name.toLowerCase().endsWith('.zip');

/** Files in one, in a folder of that name; stored as they are, since weights hardly shrink. */
export function zipFiles(folder: string, files: Files): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`${folder}/${name}`, bytes])), { level: 0 });
}

/** @throws HuggingFaceError for a broken archive, or one that holds too much */
function unzipped(name: string, bytes: Uint8Array): Files {
  let [count, total] = [0, 0];
  try {
    return unzipSync(bytes, {
      filter: ({ name: path, originalSize }) => {
        if (path.endsWith('/')) return false;
        count++;
        total += originalSize;
        if (count > MAX_FILES || total > MAX_BYTES)
          throw new HuggingFaceError(`more than ${MAX_FILES} files or ${MAX_BYTES} bytes`);
        return true;
      },
    });
  } catch (error) {
    throw new HuggingFaceError(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What tells a folder with a model from others. */
const MARK = /^(config|glassformer)\.json$|\.gfrun$/;
const pathOf = (name: string): string[] => name.replaceAll('\\', '/').split('/').filter(Boolean);

/**
 * The files of the one folder, among those that were dropped or packed, in which a model lies: the outermost that has
 * its description. Names lose their path. Where no folder has one, all files, so that they can be named.
 */
export function modelFolder(files: Files): Files {
  const all: Record<string, Uint8Array> = {};
  for (const [name, bytes] of Object.entries(files))
    Object.assign(all, isArchive(name) ? unzipped(name, bytes) : { [name]: bytes });
  const marks = Object.keys(all)
    .map(pathOf)
    .filter((path) => MARK.test(path.at(-1) ?? ''))
    .toSorted((a, b) => a.length - b.length);
  const folder = marks[0]?.slice(0, -1).join('/');
  const inside = Object.entries(all).filter(([name]) => folder === undefined || pathOf(name).slice(0, -1).join('/') === folder);
  return Object.fromEntries(inside.map(([name, bytes]) => [pathOf(name).at(-1) ?? name, bytes]));
}
